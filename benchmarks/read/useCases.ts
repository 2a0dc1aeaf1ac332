// Use cases as a large company has them: with evidence as long as it is in truth, at all stages.
import {
  firstInProductionAt,
  type Evidence,
  type UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { completeEvidence } from '@mlops-portal/backstage-plugin-mlops-common/src/maturity/criteria/testEvidence';

const TEAMS = 50;
const MINUTE = 60_000;

/** How many of the accounts of the complete evidence a use case has, in turn: with fewer of them it is at a lower stage. */
const ACCOUNTS = [0, 1, 1, 2, 4];

/** Numbers in an order that is none. */
function shuffled(index: number): number {
  return (index * 7919) % 10_007;
}

/** A use case of many; titles are not in the order of names. */
export function useCaseOf(index: number): UseCase {
  const number = String(index).padStart(5, '0');
  return {
    name: `use-case-${number}`,
    title: `Forecast ${String(shuffled(index)).padStart(5, '0')}-${number}`,
    description: 'Predicts what will be asked for, so that it is there.',
    owner: `group:default/team-${shuffled(index) % TEAMS}`,
    registeredBy: 'user:default/ada',
    registeredAt: new Date(
      Date.UTC(2026, 0, 1) + shuffled(index) * MINUTE,
    ).toISOString(),
  };
}

/** Evidence of a use case. */
export function evidenceOf(
  { name, registeredAt }: UseCase,
  index: number,
): Evidence {
  const complete = completeEvidence();
  const { accounts, dataLake } = complete;
  if (accounts.state !== 'collected' || dataLake.state !== 'collected') {
    throw new Error('Complete evidence has accounts, and shares.');
  }
  const ids = new Map(
    accounts.value.map(({ account: { accountId } }, environment) => [
      accountId,
      String(200_000_000_000 + index * 4 + environment),
    ]),
  );
  const idOf = (accountId: string) => ids.get(accountId) ?? accountId;
  const evidence: Evidence = {
    ...complete,
    useCase: name,
    registeredAt,
    firstInProductionAt: undefined,
    accounts: {
      ...accounts,
      value: accounts.value
        .slice(0, ACCOUNTS[index % ACCOUNTS.length])
        .map(snapshot => ({
          ...snapshot,
          account: {
            ...snapshot.account,
            accountId: idOf(snapshot.account.accountId),
            name: `${name}-${snapshot.account.environment}`,
          },
        })),
    },
    dataLake: {
      ...dataLake,
      value: dataLake.value.map(share => ({
        ...share,
        accountId: idOf(share.accountId),
      })),
    },
  };
  return { ...evidence, firstInProductionAt: firstInProductionAt(evidence) };
}
