import type {
  AccountSnapshot,
  Evidence,
  Observed,
} from '@mlops-portal/backstage-plugin-mlops-common';

function fresh<T>(part: Observed<T>, checkedAt: string): Observed<T> {
  return part.state === 'collected' &&
    !part.staleReason &&
    part.observedAt < checkedAt
    ? { ...part, observedAt: checkedAt }
    : part;
}

function freshSnapshot(
  snapshot: AccountSnapshot,
  checkedAt: string,
): AccountSnapshot {
  const { account, extensions, ...concerns } = snapshot;
  const all = <T extends Record<string, Observed<unknown>>>(parts: T): T =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [
        name,
        fresh(part, checkedAt),
      ]),
    ) as T;
  return {
    account,
    ...all(concerns),
    ...(extensions && { extensions: all(extensions) }),
  };
}

/**
 * Evidence with the time at which AWS was last asked, for what is still as it
 * was. Only what changes is written, with the time of its change; that it was
 * seen again since is known of the sync as a whole.
 *
 * @param checkedAt - when everything was last read, ISO 8601
 */
export function freshen(
  evidence: Evidence,
  checkedAt: string | undefined,
): Evidence {
  if (!checkedAt) {
    return evidence;
  }
  const accounts = fresh(evidence.accounts, checkedAt);
  return {
    ...evidence,
    owner: fresh(evidence.owner, checkedAt),
    dataLake: fresh(evidence.dataLake, checkedAt),
    accounts:
      accounts.state === 'collected'
        ? {
            ...accounts,
            value: accounts.value.map(snapshot =>
              freshSnapshot(snapshot, checkedAt),
            ),
          }
        : accounts,
  };
}
