// Finding things of the caller's, and cutting lists, the same way for all of them.
import type { Call } from '../../operation';
import { withKey } from '../../state/withKey';

interface Owned {
  accountId: string;
  region: string;
}

/** Where a thing of SageMaker's is. */
export type Place = Owned;

/** Of things those of an account in a region. */
export function ownedBy<T extends Owned>(items: T[], place: Owned): T[] {
  return withKey(items, 'accountId', place.accountId).filter(
    ({ region }) => region === place.region,
  );
}

/** Of things of the caller's those that lists show: a list can be behind. */
export function listedOf<T extends Owned & { createdAt: number }>(
  items: T[],
  { caller, listedUntil }: Call,
): T[] {
  return ownedBy(items, caller).filter(
    ({ createdAt }) => createdAt <= listedUntil,
  );
}

/** Whether a moment is after one and before another, both of which may be absent. */
export function isBetween(at: number, after?: Date, before?: Date): boolean {
  return at >= (after?.getTime() ?? 0) && at <= (before?.getTime() ?? Infinity);
}

/** The name in what may be a name or an ARN: `pipeline/churn`, `model-package-group/churn`. */
export function nameIn(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
        .split(':')
        .slice(5)
        .join(':')
        .replace(/^[^/]*\//, '')
    : nameOrArn;
}
