import type { Observed } from '@mlops-portal/backstage-plugin-mlops-common';
import { explainAwsError } from '@mlops-portal/backstage-plugin-mlops-node';
import { latest } from './times';

/**
 * Runs a collector. An answer that is the same as before is before: its time
 * tells since when it is so. When it fails, the last good answer is kept with
 * the time of the last success and the reason it could not be renewed; without
 * one, the reason stands alone.
 *
 * @param what - what is read, to follow "Could not read": `the SageMaker projects`
 * @param on - where it is read, for the message
 * @param lastCheckedAt - when it was last read and found to be as before, ISO 8601
 * @param onFailure - told of a failure that is new, with AWS's request id
 */
export async function observe<T>(options: {
  what: string;
  on: string;
  before: Observed<T> | undefined;
  lastCheckedAt: string | undefined;
  now: () => Date;
  collect: () => Promise<T>;
  onFailure: (message: string) => void;
}): Promise<Observed<T>> {
  const { what, on, before, lastCheckedAt, now, collect, onFailure } = options;
  try {
    const value = await collect();
    return before?.state === 'collected' &&
      !before.staleReason &&
      JSON.stringify(before.value) === JSON.stringify(value)
      ? before
      : { state: 'collected', value, observedAt: now().toISOString() };
  } catch (error) {
    const context = { tried: `read ${what}`, on };
    const reason = explainAwsError(error, {
      ...context,
      lasting: true,
    }).message;
    const known =
      before?.state === 'collected' ? before.staleReason : before?.reason;
    if (known !== reason) {
      onFailure(explainAwsError(error, context).message);
    }
    if (before?.state !== 'collected') {
      return { state: 'unknown', reason };
    }
    return {
      ...before,
      observedAt: before.staleReason
        ? before.observedAt
        : (latest(before.observedAt, lastCheckedAt) ?? before.observedAt),
      staleReason: reason,
    };
  }
}
