// How secure an account is, worked out from what was seen in it. Pure.
import type {
  AccountEvidence,
  AccountSnapshot,
  CriterionResult,
  KeyEvidence,
  TrailEvidence,
  Verdict,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** The service control policy that AWS attaches everywhere, and that forbids nothing. */
const ALLOWS_EVERYTHING = 'FullAWSAccess';

/** What is checked of an account, in the order in which it is shown. */
export const POSTURE_CHECKS = [
  'unit',
  'guardRail',
  'network',
  'keys',
  'trail',
] as const;

/** One of {@link POSTURE_CHECKS}. */
export type PostureCheck = (typeof POSTURE_CHECKS)[number];

/** Why a check has its verdict, without words: `what` is what the sentence is about. */
export interface PostureReason {
  says:
    | 'unitRight'
    | 'unitWrong'
    | 'unitUnknown'
    | 'unitUnset'
    | 'guarded'
    | 'unguarded'
    | 'guardUnknown'
    | 'guardUndecided'
    | 'private'
    | 'public'
    | 'privateUnknown'
    | 'encrypted'
    | 'otherKey'
    | 'keyUnknown'
    | 'nothing'
    | 'unread'
    | 'recorded'
    | 'unrecorded'
    | 'trailUnknown';
  what: string;
  /** What AWS or the backend says about it, in words of their own. */
  because?: string;
}

/** A check with its verdict. */
export interface PostureResult extends PostureReason {
  check: PostureCheck;
  verdict: Verdict;
}

type Outcome = Omit<PostureResult, 'check'>;

function checkUnit(account: AccountEvidence): Outcome {
  const { name, organizationalUnit, expectedOrganizationalUnitId } = account;
  if (!organizationalUnit) {
    return { verdict: 'unknown', says: 'unitUnknown', what: name };
  }
  const what = organizationalUnit.name;
  if (!expectedOrganizationalUnitId) {
    return { verdict: 'unknown', says: 'unitUnset', what };
  }
  return organizationalUnit.id === expectedOrganizationalUnitId
    ? { verdict: 'met', says: 'unitRight', what }
    : { verdict: 'unmet', says: 'unitWrong', what };
}

/** The name of the guard rail is known to the backend only: with it, the backend judged the criterion over all accounts. */
function checkGuardRail(
  account: AccountEvidence,
  criterion: Pick<CriterionResult, 'verdict' | 'reason'> | undefined,
): Outcome {
  const { name, organizationalUnit, serviceControlPolicies } = account;
  const policies = serviceControlPolicies.filter(
    policy => policy !== ALLOWS_EVERYTHING,
  );
  const what = policies.join(', ');
  if (policies.length === 0) {
    return organizationalUnit
      ? { verdict: 'unmet', says: 'unguarded', what: name }
      : { verdict: 'unknown', says: 'guardUnknown', what: name };
  }
  return criterion?.verdict === 'met'
    ? { verdict: 'met', says: 'guarded', what }
    : {
        verdict: 'unknown',
        says: 'guardUndecided',
        what,
        because: criterion?.reason,
      };
}

/** Something in an account that data could leave from. */
interface Workload {
  name: string;
  network: Verdict;
  key: Verdict;
}

function verdictOf(isMet: boolean): Verdict {
  return isMet ? 'met' : 'unmet';
}

function verdictOfKey(key: KeyEvidence | undefined): Verdict {
  return key && !key.manager
    ? 'unknown'
    : verdictOf(key?.manager === 'CUSTOMER');
}

/** What is in an account, as far as it could be read. */
function workloadsIn({ studio, endpoints }: AccountSnapshot): {
  workloads: Workload[];
  unread: string[];
} {
  const workloads: Workload[] = [];
  const unread: string[] = [];
  if (studio.state === 'collected') {
    const { domains, notebooks } = studio.value;
    workloads.push(
      ...domains.map(({ name, networkAccess, key }) => ({
        name,
        network: verdictOf(networkAccess === 'VpcOnly'),
        key: verdictOfKey(key),
      })),
      ...notebooks.map(({ name, directInternetAccess, key }) => ({
        name,
        network: verdictOf(!directInternetAccess),
        key: verdictOfKey(key),
      })),
    );
  } else {
    unread.push(studio.reason);
  }
  if (endpoints.state === 'collected') {
    workloads.push(
      ...endpoints.value.map(({ name, variants, key }) => ({
        name,
        network:
          variants.length === 0
            ? ('unknown' as const)
            : verdictOf(
                variants.every(
                  ({ networkIsolation, inVpc }) => networkIsolation && inVpc,
                ),
              ),
        key: verdictOfKey(key),
      })),
    );
  } else {
    unread.push(endpoints.reason);
  }
  return { workloads, unread };
}

/** Judges all that is in an account: what is known to be wrong decides, then what is not known. */
function checkWorkloads(
  snapshot: AccountSnapshot,
  verdict: (workload: Workload) => Verdict,
  says: Record<Verdict, PostureReason['says']>,
): Outcome {
  const { account } = snapshot;
  const { workloads, unread } = workloadsIn(snapshot);
  const names = (sought: Verdict) =>
    workloads
      .filter(workload => verdict(workload) === sought)
      .map(({ name }) => name)
      .join(', ');
  if (names('unmet')) {
    return { verdict: 'unmet', says: says.unmet, what: names('unmet') };
  }
  if (unread.length > 0) {
    return {
      verdict: 'unknown',
      says: 'unread',
      what: account.name,
      because: [...new Set(unread)].join(' '),
    };
  }
  if (names('unknown')) {
    return { verdict: 'unknown', says: says.unknown, what: names('unknown') };
  }
  return workloads.length === 0
    ? { verdict: 'unknown', says: 'nothing', what: account.name }
    : { verdict: 'met', says: says.met, what: String(workloads.length) };
}

function checkTrails({ account, trails }: AccountSnapshot): Outcome {
  if (trails.state === 'unknown') {
    return {
      verdict: 'unknown',
      says: 'unread',
      what: account.name,
      because: trails.reason,
    };
  }
  const validated = trails.value.filter(
    ({ logFileValidation }: TrailEvidence) => logFileValidation,
  );
  const logging = validated.find(trail => trail.logging);
  if (logging) {
    return { verdict: 'met', says: 'recorded', what: logging.name };
  }
  const unread = validated.find(trail => trail.logging === undefined);
  return unread
    ? {
        verdict: 'unknown',
        says: 'trailUnknown',
        what: unread.name,
        because: unread.unknownReason,
      }
    : { verdict: 'unmet', says: 'unrecorded', what: account.name };
}

/**
 * The checks of an account. `unknown` is everything that was not seen, and
 * what cannot be judged because there is nothing yet.
 *
 * @param guardRails - how the criterion about guard rails was judged over all accounts of the use case; undefined when it was not
 */
export function postureOf(
  snapshot: AccountSnapshot,
  guardRails: Pick<CriterionResult, 'verdict' | 'reason'> | undefined,
): PostureResult[] {
  const outcomes: Record<PostureCheck, Outcome> = {
    unit: checkUnit(snapshot.account),
    guardRail: checkGuardRail(snapshot.account, guardRails),
    network: checkWorkloads(snapshot, ({ network }) => network, {
      met: 'private',
      unmet: 'public',
      unknown: 'privateUnknown',
    }),
    keys: checkWorkloads(snapshot, ({ key }) => key, {
      met: 'encrypted',
      unmet: 'otherKey',
      unknown: 'keyUnknown',
    }),
    trail: checkTrails(snapshot),
  };
  return POSTURE_CHECKS.map(check => ({ check, ...outcomes[check] }));
}
