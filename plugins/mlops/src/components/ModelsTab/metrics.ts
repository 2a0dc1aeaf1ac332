// Metrics of a model over its versions. Pure.
import type { ModelVersion } from '@mlops-portal/backstage-plugin-mlops-common';

/** The names of all metrics of some versions, those first that most versions have. */
export function metricNames(
  versions: readonly Pick<ModelVersion, 'metrics'>[],
): string[] {
  const counts = new Map<string, number>();
  for (const { metrics } of versions) {
    for (const name of new Set(metrics.map(metric => metric.name))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, often], [b, seldom]) => seldom - often || a.localeCompare(b))
    .map(([name]) => name);
}

/** A metric as people read it: four digits that count. */
export function formatMetric(value: number): string {
  return value.toLocaleString(undefined, { maximumSignificantDigits: 4 });
}
