import type { Call } from '../../operation';
import { isBetween, listedOf } from './find';
import { pageOf } from './page';

/** What SageMaker's lists of models, endpoints and monitors can be asked. */
interface Question {
  NameContains?: string;
  StatusEquals?: string;
  CreationTimeAfter?: Date;
  CreationTimeBefore?: Date;
  LastModifiedTimeAfter?: Date;
  LastModifiedTimeBefore?: Date;
  SortBy?: string;
  SortOrder?: string;
  MaxResults?: number;
  NextToken?: string;
}

interface Listed {
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  changedAt?: number;
  status?: string;
}

function compare(a: Listed, b: Listed, by: string | undefined): number {
  if (by === 'Name') {
    return a.name.localeCompare(b.name);
  }
  const byTime = a.createdAt - b.createdAt;
  return by === 'Status'
    ? (a.status ?? '').localeCompare(b.status ?? '') || byTime
    : byTime;
}

/**
 * One page of what the caller has and asks for: the newest first, when it does
 * not say.
 *
 * @param operation - the name of the list
 */
export function listServing<T extends Listed>(
  items: T[],
  input: Question,
  call: Call,
  operation: string,
) {
  const matching = listedOf(items, call)
    .filter(
      ({ name, status, createdAt, changedAt = createdAt }) =>
        name.includes(input.NameContains ?? '') &&
        (!input.StatusEquals || status === input.StatusEquals) &&
        isBetween(
          createdAt,
          input.CreationTimeAfter,
          input.CreationTimeBefore,
        ) &&
        isBetween(
          changedAt,
          input.LastModifiedTimeAfter,
          input.LastModifiedTimeBefore,
        ),
    )
    .sort((a, b) => compare(a, b, input.SortBy));
  if (input.SortOrder !== 'Ascending') {
    matching.reverse();
  }
  return pageOf(matching, input, operation);
}
