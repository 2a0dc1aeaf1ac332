import type { UseCaseDetail } from '@mlops-portal/backstage-plugin-mlops-common';

/** The times at which a use case was looked at, and why that failed; the latter has the id of each request in it. */
const NOT_SHOWN = new Set([
  'observedAt',
  'evaluatedAt',
  'reason',
  'staleReason',
  'unknownReason',
]);

/** What of a use case the catalog shows, as text to compare. */
export function entityFingerprint(detail: UseCaseDetail | undefined): string {
  return JSON.stringify(detail ?? null, (key, value) =>
    NOT_SHOWN.has(key) ? undefined : value,
  );
}
