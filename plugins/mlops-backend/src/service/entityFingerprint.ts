import type { UseCaseDetail } from '@mlops-portal/backstage-plugin-mlops-common';

/**
 * What of a use case the catalog shows, as text to compare: everything but the
 * times at which it was looked at.
 */
export function entityFingerprint(detail: UseCaseDetail | undefined): string {
  return JSON.stringify(detail ?? null, (key, value) =>
    key === 'observedAt' || key === 'evaluatedAt' ? undefined : value,
  );
}
