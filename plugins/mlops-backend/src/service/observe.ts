import type { Observed } from '@mlops-portal/backstage-plugin-mlops-common';
import { explainAwsError } from '@mlops-portal/backstage-plugin-mlops-node';

/**
 * Runs a collector. When it fails, the last good answer is kept with the reason
 * it could not be renewed; without one, the reason stands alone.
 *
 * @param what - what is read, to follow "Could not read": `the SageMaker projects`
 * @param on - where it is read, for the message
 */
export async function observe<T>(options: {
  what: string;
  on: string;
  before: Observed<T> | undefined;
  now: () => Date;
  collect: () => Promise<T>;
}): Promise<Observed<T>> {
  const { what, on, before, now, collect } = options;
  try {
    const value = await collect();
    return { state: 'collected', value, observedAt: now().toISOString() };
  } catch (error) {
    const { message } = explainAwsError(error, { tried: `read ${what}`, on });
    return before?.state === 'collected'
      ? { ...before, staleReason: message }
      : { state: 'unknown', reason: message };
  }
}
