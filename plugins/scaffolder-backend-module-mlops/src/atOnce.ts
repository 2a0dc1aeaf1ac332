import type { Environment } from '@mlops-portal/backstage-plugin-mlops-common';
import { sentence } from './sentence';

/**
 * Runs a job for each environment, all at once, until every one has ended: one
 * that fails does not end the others.
 *
 * @returns what was done, and what failed in words that begin with the environment
 */
export async function atOnce<Item extends { environment: Environment }, Done>(
  items: Item[],
  job: (item: Item) => Promise<Done>,
): Promise<{ done: Done[]; failures: string[] }> {
  const outcomes = await Promise.allSettled(items.map(job));
  return {
    done: outcomes.flatMap(outcome =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    ),
    failures: outcomes.flatMap((outcome, index) =>
      outcome.status === 'rejected'
        ? [`${items[index].environment}: ${sentence(outcome.reason)}`]
        : [],
    ),
  };
}

/** Names environments with their accounts: `dev 123456789012, test 123456789013`. */
export function listed(
  accounts: { environment: Environment; accountId: string }[],
): string {
  return accounts
    .map(({ environment, accountId }) => `${environment} ${accountId}`)
    .join(', ');
}

/**
 * Ends an action that did not do all it had to.
 *
 * @param what - what is done where it is: `These accounts are ready`
 * @throws an error with all failures, what is done, and that a retry continues; nothing when there is no failure
 */
export function failUnlessAll(
  failures: string[],
  what: string,
  done: { environment: Environment; accountId: string }[],
): void {
  if (failures.length > 0) {
    throw new Error(
      `${failures.join('\n')}\n${
        done.length > 0 ? `${what}: ${listed(done)}. ` : ''
      }Retry continues with what is missing.`,
    );
  }
}
