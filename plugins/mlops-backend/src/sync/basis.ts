import { createHash } from 'node:crypto';
import type { AccountRecord, AccountStore } from '../database/AccountStore';
import type { EvaluationStore } from '../database/EvaluationStore';
import type { WaiverStore } from '../database/WaiverStore';
import type { Surroundings } from './surroundings';

/** What an account is judged by: not when it was read. */
function withoutTimes({ observedAt, tagsReadAt, ...account }: AccountRecord) {
  return account;
}

/**
 * For each use case a text that is another one when anything changed that it is
 * judged by when nothing is read: its registration, its evidence, its
 * accounts, the library, what the data lake shares with it, its waivers, and the
 * day, on which waivers end. The
 * evidence itself is not read.
 */
export async function readBases(
  stores: {
    evaluations: EvaluationStore;
    accounts: AccountStore;
    waivers: WaiverStore;
  },
  { surroundings, now }: { surroundings: Surroundings; now: Date },
): Promise<Map<string, string>> {
  const [revisions, accounts, waivers] = await Promise.all([
    stores.evaluations.revisions(),
    stores.accounts.all(),
    stores.waivers.all(),
  ]);
  const { library, shares, accounts: reading } = surroundings;
  const ofAll = createHash('sha256')
    .update(
      JSON.stringify([
        now.toISOString().slice(0, 10),
        library,
        shares.state === 'unknown' ? shares : { ...shares, value: undefined },
        reading,
      ]),
    )
    .digest('hex');
  const sharesByAccount = Map.groupBy(
    shares.state === 'collected' ? shares.value : [],
    ({ accountId }) => accountId,
  );
  const accountsByUseCase = Map.groupBy(
    accounts.values(),
    ({ useCase }) => useCase,
  );
  const basisOf = (useCase: string, revision: string) => {
    const own = accountsByUseCase.get(useCase) ?? [];
    return createHash('sha256')
      .update(
        JSON.stringify([
          ofAll,
          revision,
          own.map(withoutTimes),
          own.map(({ accountId }) => sharesByAccount.get(accountId)),
          waivers.get(useCase),
        ]),
      )
      .digest('hex');
  };
  return new Map(
    [...revisions].map(([useCase, revision]) => [
      useCase,
      basisOf(useCase, revision),
    ]),
  );
}
