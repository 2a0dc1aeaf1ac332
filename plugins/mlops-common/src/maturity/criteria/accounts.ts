import type { Environment } from '../../environment';
import {
  isClosedAccount,
  type AccountEvidence,
  type AccountSnapshot,
  type Evidence,
  type Observed,
} from '../../evidence';
import type { Fact, Judgement, Remedy } from '../types';

/** A judgement that nothing can be said, with the reason. */
export function unknown(reason: string, facts: Fact[] = []): Judgement {
  return { verdict: 'unknown', reason, facts };
}

/** The snapshot of the account of one environment, one in use before a closed one; undefined when there is none. */
export function accountOf(
  accounts: AccountSnapshot[],
  environment: Environment,
): AccountSnapshot | undefined {
  const found = accounts.filter(
    ({ account }) => account.environment === environment,
  );
  return found.find(({ account }) => !isClosedAccount(account)) ?? found[0];
}

/** The button that creates an account of a use case. */
export function addAccount(
  evidence: Evidence,
  environment: Environment,
): Remedy {
  return {
    text: `Run Create use case again for ${evidence.useCase} with the environment ${environment}: what exists is left alone, and the account is added.`,
    template: 'create-use-case',
    values: {
      name: evidence.useCase,
      environments: [environment],
      ...(evidence.owner.state === 'collected' && {
        owner: evidence.owner.value.ref,
      }),
    },
  };
}

/** The button that deploys Studio into an account of a use case. */
export function deployStudio(
  evidence: Evidence,
  environment: Environment,
): Remedy {
  return {
    text: `Run Deploy Studio for the ${environment} account: it takes the Studio product of the governance account, which is private and encrypted with a key of the account.`,
    template: 'deploy-studio',
    values: { useCase: evidence.useCase, environment },
  };
}

/** What an account's own entry says, as a fact. */
export function accountFact(
  account: AccountEvidence,
  text: string,
  observedAt?: string,
): Fact {
  return { text, arn: account.arn, observedAt };
}

/** Judges whether the account of an environment exists and is active. */
export function judgeActiveAccount(
  evidence: Evidence,
  environment: Environment,
): Judgement {
  return withAccounts(evidence, (accounts, observedAt) => {
    const found = accountOf(accounts, environment);
    if (!found) {
      return {
        verdict: 'unmet',
        reason: `There is no ${environment} account.`,
        facts: [],
        remedy: addAccount(evidence, environment),
      };
    }
    const { account } = found;
    const facts = [
      accountFact(
        account,
        `Account ${account.name} (${account.accountId}) is ${account.status}`,
        observedAt,
      ),
    ];
    return account.status === 'ACTIVE'
      ? {
          verdict: 'met',
          reason: `The ${environment} account is active.`,
          facts,
        }
      : {
          verdict: 'unmet',
          reason: `The ${environment} account is ${account.status}, not ACTIVE.`,
          facts,
          remedy: {
            text: `Ask the platform team why account ${account.accountId} is ${account.status}; AWS Organizations can tell.`,
          },
        };
  });
}

/** Hands the accounts on to a judgement, or says that they are not known. */
export function withAccounts(
  evidence: Evidence,
  judge: (accounts: AccountSnapshot[], observedAt: string) => Judgement,
): Judgement {
  const { accounts } = evidence;
  return accounts.state === 'unknown'
    ? unknown(accounts.reason)
    : judge(accounts.value, accounts.observedAt);
}

/** What one account said on a concern, with the account it was seen in. */
export interface Seen<T> {
  account: AccountEvidence;
  value: T;
  observedAt: string;
}

/** Splits what the accounts in use said on a concern into answers and reasons for none. */
export function gather<T>(
  accounts: AccountSnapshot[],
  concern: (snapshot: AccountSnapshot) => Observed<T>,
): { seen: Seen<T>[]; unseen: string[] } {
  const seen: Seen<T>[] = [];
  const unseen: string[] = [];
  for (const snapshot of accounts) {
    const { account } = snapshot;
    if (isClosedAccount(account)) {
      continue;
    }
    const answer = concern(snapshot);
    if (answer.state === 'collected') {
      seen.push({
        account,
        value: answer.value,
        observedAt: answer.observedAt,
      });
    } else {
      unseen.push(
        `Account ${account.name} could not be read: ${answer.reason}`,
      );
    }
  }
  return { seen, unseen };
}
