import type { Verdict } from './types';

/** The verdict on a whole, of those on its parts: one that is unmet decides, then one that is unknown; met without parts. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return (
    (['unmet', 'unknown'] as const).find(verdict =>
      verdicts.includes(verdict),
    ) ?? 'met'
  );
}
