import type { AccountSnapshot } from '@mlops-portal/backstage-plugin-mlops-common';
import { snapshotOf } from '../../__testUtils__/fixtures';
import {
  collected,
  endpointOf,
  trailOf,
  UNREADABLE,
} from '../../__testUtils__/tabFixtures';
import { postureOf, type PostureCheck } from './postureChecks';

const GUARDED = {
  verdict: 'met',
  reason: 'Every account is guarded.',
} as const;

const EMPTY = collected({ domains: [], notebooks: [] });

function check(
  name: PostureCheck,
  snapshot: AccountSnapshot,
  guardRails: Parameters<typeof postureOf>[1] = GUARDED,
) {
  return postureOf(snapshot, guardRails).find(result => result.check === name);
}

describe('postureOf', () => {
  it('does not judge a unit when none is expected', () => {
    const account = { expectedOrganizationalUnitId: undefined };
    expect(check('unit', snapshotOf('dev', { account }))).toMatchObject({
      verdict: 'unknown',
      says: 'unitUnset',
    });
  });

  it('takes the guard rail for met only when the backend judged it so', () => {
    const dev = snapshotOf('dev');
    expect(check('guardRail', dev)).toMatchObject({
      verdict: 'met',
      what: 'mlops-guardrails',
    });
    const reason = 'churn-prediction-dev lacks the policy guard.';
    expect(check('guardRail', dev, { verdict: 'unmet', reason })).toMatchObject(
      { verdict: 'unknown', says: 'guardUndecided', because: reason },
    );
    expect(postureOf(dev, undefined)[1]).toMatchObject({ verdict: 'unknown' });
  });

  it('knows without the backend that an account under no policy is not guarded', () => {
    const account = { serviceControlPolicies: ['FullAWSAccess'] };
    expect(check('guardRail', snapshotOf('dev', { account }))).toMatchObject({
      verdict: 'unmet',
      says: 'unguarded',
    });
  });

  it('judges notebook instances and endpoints as well as Studio', () => {
    const snapshot = snapshotOf('dev', {
      studio: collected({
        domains: [],
        notebooks: [
          {
            name: 'try-out',
            arn: 'arn:notebook',
            directInternetAccess: true,
            key: { keyId: 'key-1', manager: 'CUSTOMER' },
          },
        ],
      }),
      endpoints: collected([endpointOf(1, { name: 'open', key: undefined })]),
    });
    expect(check('network', snapshot)).toMatchObject({
      verdict: 'unmet',
      what: 'try-out',
    });
    expect(check('keys', snapshot)).toMatchObject({
      verdict: 'unmet',
      what: 'open',
    });
  });

  it('says what is known to be wrong before what is not known', () => {
    const snapshot = snapshotOf('prod', {
      studio: UNREADABLE,
      endpoints: collected([endpointOf(1, { name: 'open', key: undefined })]),
    });
    expect(check('keys', snapshot)).toMatchObject({ verdict: 'unmet' });
    expect(check('network', snapshot)).toMatchObject({
      verdict: 'unknown',
      says: 'unread',
      because: UNREADABLE.reason,
    });
  });

  it('does not judge what could not be seen of an endpoint', () => {
    const snapshot = snapshotOf('prod', {
      studio: EMPTY,
      endpoints: collected([
        endpointOf(1, {
          variants: [],
          key: { keyId: 'key-1', unknownReason: 'AccessDenied.' },
        }),
      ]),
    });
    expect(check('network', snapshot)).toMatchObject({
      verdict: 'unknown',
      says: 'privateUnknown',
    });
    expect(check('keys', snapshot)).toMatchObject({
      verdict: 'unknown',
      says: 'keyUnknown',
    });
  });

  it('does not call an account secure because nothing is in it', () => {
    const snapshot = snapshotOf('test', { studio: EMPTY });
    expect(check('network', snapshot)).toMatchObject({
      verdict: 'unknown',
      says: 'nothing',
    });
  });

  it('wants a trail that both logs and validates its files', () => {
    const trails = (...found: ReturnType<typeof trailOf>[]) =>
      check('trail', snapshotOf('dev', { trails: collected(found) }));
    expect(trails(trailOf())).toMatchObject({ verdict: 'met' });
    expect(trails(trailOf({ logFileValidation: false }))).toMatchObject({
      verdict: 'unmet',
    });
    expect(
      trails(trailOf({ logging: undefined, unknownReason: 'AccessDenied.' })),
    ).toMatchObject({ verdict: 'unknown', because: 'AccessDenied.' });
    expect(
      trails(trailOf({ logging: undefined }), trailOf({ name: 'own' })),
    ).toMatchObject({ verdict: 'met', what: 'own' });
  });
});
