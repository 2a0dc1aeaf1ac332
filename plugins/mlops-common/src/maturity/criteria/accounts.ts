import type { Environment } from '../../environment';
import {
  isClosedAccount,
  type AccountEvidence,
  type AccountSnapshot,
  type Evidence,
  type Observed,
} from '../../evidence';
import type { Fact, Judgement, Remedy } from '../types';
import { addAccount } from './remedies';

/** A judgement that nothing can be said, with the reason. */
export function unknown(reason: string, facts: Fact[] = []): Judgement {
  return { verdict: 'unknown', reason, facts };
}

/** A judgement that there is nothing yet that could be judged. */
export function missing(reason: string, remedy: Remedy): Judgement {
  return { verdict: 'unmet', reason, facts: [], remedy };
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

/** The accounts that are in use, of one environment or of all. */
export function inUse(
  accounts: AccountSnapshot[],
  environment?: Environment,
): AccountSnapshot[] {
  return accounts.filter(
    ({ account }) =>
      !isClosedAccount(account) &&
      (!environment || account.environment === environment),
  );
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
      return missing(
        `There is no ${environment} account.`,
        addAccount(evidence, environment),
      );
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

/** Hands the accounts in use of one environment on to a judgement, with all accounts, or says that there are none. */
export function withEnvironment(
  evidence: Evidence,
  environment: Environment,
  judge: (accounts: AccountSnapshot[], all: AccountSnapshot[]) => Judgement,
): Judgement {
  return withAccounts(evidence, all => {
    const accounts = inUse(all, environment);
    return accounts.length > 0
      ? judge(accounts, all)
      : missing(
          `There is no ${environment} account in use.`,
          addAccount(evidence, environment),
        );
  });
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
  for (const snapshot of inUse(accounts)) {
    const { account } = snapshot;
    const answer = concern(snapshot);
    if (answer.state === 'collected') {
      const { value, observedAt } = answer;
      seen.push({ account, value, observedAt });
    } else {
      unseen.push(
        `Account ${account.name} could not be read: ${answer.reason}`,
      );
    }
  }
  return { seen, unseen };
}
