// Metrics of model versions. Pure.
import type { ModelVersion } from '@mlops-portal/backstage-plugin-mlops-common';

/** The names of the metrics of any version, those of the newest version first. */
export function metricNames(history: readonly ModelVersion[]): string[] {
  return [
    ...new Set(history.flatMap(({ metrics }) => metrics.map(m => m.name))),
  ];
}

const FORMAT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

/** A metric as people write it. Metrics have no units. */
export function formatMetric(value: number): string {
  return FORMAT.format(value);
}
