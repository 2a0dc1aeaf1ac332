import {
  closed,
  collected,
  domain,
  evidenceIn,
  evidenceOf,
  snapshot,
  UNREADABLE,
} from '../testEvidence';
import type { Cases } from './types';

const NO_ACCOUNTS = evidenceOf([]);
const ACCOUNTS_UNKNOWN = evidenceOf(UNREADABLE);
const EXPERIMENTATION = evidenceIn('experimentation');
const STUDIO_UNKNOWN = evidenceIn('experimentation', { studio: UNREADABLE });

const withDomain = (changes: Parameters<typeof domain>[0]) =>
  evidenceIn('experimentation', { studio: { domains: [domain(changes)] } });

const PUBLIC = { networkAccess: 'PublicInternetOnly' };

/** Evidence for the criteria of the stage Initial. */
export const initialCases: Cases = {
  'initial.experimentation-account': {
    met: { 'an active account': EXPERIMENTATION },
    unmet: {
      'no account': NO_ACCOUNTS,
      'a suspended account': evidenceOf([closed('experimentation')]),
    },
    unknown: { 'accounts that could not be listed': ACCOUNTS_UNKNOWN },
  },
  'initial.guard-rails': {
    met: { 'an account in its unit, under the policy': EXPERIMENTATION },
    unmet: {
      'no account': NO_ACCOUNTS,
      'an account in another unit': evidenceIn('experimentation', {
        account: { organizationalUnit: { id: 'r-1', name: 'Root' } },
      }),
      'an account without the policy': evidenceIn('experimentation', {
        account: { serviceControlPolicies: ['FullAWSAccess'] },
      }),
    },
    unknown: { 'accounts that could not be listed': ACCOUNTS_UNKNOWN },
  },
  'initial.studio': {
    met: { 'a domain in service': EXPERIMENTATION },
    unmet: {
      'no account': NO_ACCOUNTS,
      'no domain': evidenceIn('experimentation', { studio: { domains: [] } }),
      'a domain that is not ready': withDomain({ status: 'Pending' }),
      'a domain in dev only': evidenceIn('dev'),
    },
    unknown: { 'domains that could not be read': STUDIO_UNKNOWN },
  },
  'initial.no-public-internet': {
    met: { 'a private domain': EXPERIMENTATION },
    unmet: {
      'no domain': evidenceIn('experimentation', { studio: { domains: [] } }),
      'a public domain': withDomain(PUBLIC),
      'a notebook instance with internet access': evidenceIn(
        'experimentation',
        {
          studio: {
            notebooks: [{ name: 'n', arn: 'arn', directInternetAccess: true }],
          },
        },
      ),
      'a public domain beside an account that could not be read': evidenceOf([
        snapshot('experimentation', { studio: { domains: [domain(PUBLIC)] } }),
        snapshot('dev', { studio: UNREADABLE }),
      ]),
    },
    unknown: {
      'domains that could not be read': STUDIO_UNKNOWN,
      'a private domain beside an account that could not be read': evidenceOf([
        snapshot('experimentation'),
        snapshot('dev', { studio: UNREADABLE }),
      ]),
    },
  },
  'initial.customer-managed-keys': {
    met: { 'a domain with a key of the customer': EXPERIMENTATION },
    unmet: {
      'no domain': evidenceIn('experimentation', { studio: { domains: [] } }),
      'a domain with a key of AWS': withDomain({
        key: { keyId: 'key-1', manager: 'AWS' },
      }),
      'a domain without a key': withDomain({ key: undefined }),
    },
    unknown: {
      'domains that could not be read': STUDIO_UNKNOWN,
      'a key that could not be described': withDomain({
        key: { keyId: 'key-1', unknownReason: 'AccessDenied' },
      }),
    },
  },
  'initial.owner': {
    met: { 'a group in the catalog': EXPERIMENTATION },
    unmet: {
      'a group that is not in the catalog': evidenceOf([], {
        owner: collected({ ref: 'group:default/gone', exists: false }),
      }),
    },
    unknown: {
      'a catalog that does not answer': evidenceOf([], { owner: UNREADABLE }),
    },
  },
};
