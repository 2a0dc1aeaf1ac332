// Whether what serves in prod was in test first.
import type { AccountSnapshot, EndpointEvidence } from '../../evidence';
import {
  isServing,
  parseModelPackageArn,
  servingSince,
  UNSEEN_VARIANTS,
} from '../production';
import type { Verdict } from '../types';
import { worstOf } from '../verdict';
import { gather, inUse } from './accounts';

/** A version that an endpoint serves. */
interface Served {
  group: string;
  groupKey: string;
  version: number;
  since?: string;
}

/** The registered versions that an endpoint serves. */
function servedBy(endpoint: EndpointEvidence): Served[] {
  return endpoint.variants.flatMap(({ modelPackageArn }) => {
    const version = modelPackageArn && parseModelPackageArn(modelPackageArn);
    return version ? { ...version, since: servingSince(endpoint) } : [];
  });
}

/** What the test accounts serve, and why something of it could not be seen. */
function servedInTest(accounts: AccountSnapshot[]): {
  inTest: Served[];
  unseen: string[];
} {
  const { seen, unseen } = gather(
    inUse(accounts, 'test'),
    snapshot => snapshot.endpoints,
  );
  const serving = seen.flatMap(({ value }) => value.filter(isServing));
  const gone = serving
    .filter(({ variants }) => variants.length === 0)
    .map(({ name }) => `Endpoint ${name} in test ${UNSEEN_VARIANTS.says}.`);
  return { inTest: serving.flatMap(servedBy), unseen: [...unseen, ...gone] };
}

/** Judges whether one version was in test: a newer one there has taken its place. */
function judgeTested(
  { groupKey, version, since }: Served,
  inTest: Served[],
  unseen: string[],
): Verdict {
  const same = inTest.filter(tested => tested.groupKey === groupKey);
  const times = same
    .filter(tested => tested.version === version)
    .map(tested => tested.since);
  if (
    same.some(tested => tested.version > version) ||
    times.some(time => time && since && Date.parse(time) <= Date.parse(since))
  ) {
    return 'met';
  }
  const timeIsMissing = times.length > 0 && !(since && times.every(Boolean));
  return unseen.length > 0 || timeIsMissing ? 'unknown' : 'unmet';
}

const SAYS: Record<Verdict, string> = {
  met: 'which was in test first',
  unmet: 'which was not in test first',
  unknown: 'of which it could not be seen whether it was in test first',
};

/**
 * Judges whether all registered versions that an endpoint in prod serves were
 * in test first; undefined when it serves none.
 */
export function lookAtTested(
  endpoint: EndpointEvidence,
  accounts: AccountSnapshot[],
): { says: string; verdict: Verdict } | undefined {
  const served = isServing(endpoint) ? servedBy(endpoint) : [];
  if (served.length === 0) {
    return isServing(endpoint) && endpoint.variants.length === 0
      ? UNSEEN_VARIANTS
      : undefined;
  }
  const { inTest, unseen } = servedInTest(accounts);
  const judged = served.map(version => ({
    ...version,
    verdict: judgeTested(version, inTest, unseen),
  }));
  const verdict = worstOf(judged.map(version => version.verdict));
  const versions = judged.map(
    ({ group, version, verdict: own }) =>
      `version ${version} of ${group}, ${SAYS[own]}`,
  );
  const why = unseen.join(' ') || 'the time of its deployment is not known';
  return {
    says: `serves ${versions.join(' and ')}${
      verdict === 'unknown' ? `: ${why}` : ''
    }`,
    verdict,
  };
}
