import type { ModelVersion } from '@mlops-portal/backstage-plugin-mlops-common';

/** The value of a metric of a version; undefined when the version has none. */
export function metricOf(
  { metrics }: Pick<ModelVersion, 'metrics'>,
  name: string,
): number | undefined {
  return metrics.find(metric => metric.name === name)?.value;
}
