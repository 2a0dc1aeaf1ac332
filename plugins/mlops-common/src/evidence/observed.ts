import { z } from 'zod';

/**
 * Something AWS was asked for: either what it answered and when, or why there
 * is no answer. A failed call keeps the last good answer and its age, and adds
 * the failure.
 */
export type Observed<T> =
  | {
      state: 'collected';
      value: T;
      /** When it was last seen to be so, ISO 8601. */
      observedAt: string;
      /** Why the newest attempt failed, when `value` is older than that attempt. */
      staleReason?: string;
    }
  | {
      state: 'unknown';
      /** Why there is no answer, and what to do. */
      reason: string;
    };

/** What was seen; something else while that is not known. */
export function valueOr<T>(part: Observed<T> | undefined, otherwise: T): T {
  return part?.state === 'collected' ? part.value : otherwise;
}

/** Schema of an {@link Observed} value. */
export function observed<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('state', [
    z.object({
      state: z.literal('collected'),
      value,
      observedAt: z.iso.datetime(),
      staleReason: z.string().optional(),
    }),
    z.object({ state: z.literal('unknown'), reason: z.string() }),
  ]);
}
