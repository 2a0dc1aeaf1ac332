import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { ModelEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { metricOf } from '../../metricOf';
import { mlopsTranslationRef } from '../../translation';
import { ChartCard, TimeChart } from '../charts';
import { formatMetric, metricNames } from './metrics';
import styles from './ModelsTab.module.css';

/** How one metric of a model went over its versions; the table has all metrics. */
export function MetricsChart(props: {
  model: ModelEvidence;
  /** Undefined when no version has metrics. */
  metric: string | undefined;
  onMetricChange: (metric: string) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { metric, onMetricChange } = props;
  const { group, versions } = props.model;
  const names = metricNames(versions);
  const oldestFirst = versions
    .filter(({ metrics }) => metrics.length > 0)
    .sort((a, b) => a.version - b.version);
  const label = (version: string) => t('modelsTab.version', { version });
  return (
    <>
      {metric && (
        <Select
          className={styles.metric}
          label={t('modelsTab.metric')}
          aria-label={t('modelsTab.metricOf', { group })}
          options={names.map(name => ({ value: name, label: name }))}
          selectedKey={metric}
          onSelectionChange={key => key !== null && onMetricChange(String(key))}
        />
      )}
      <ChartCard
        title={t('modelsTab.metrics', { group })}
        description={metric && t('modelsTab.metricsText', { metric })}
        fileName={`metrics-${group}`}
        emptyText={t('modelsTab.noMetrics')}
        table={{
          columns: [t('modelsTab.columnVersion'), ...names],
          rows: oldestFirst.map(version => [
            label(String(version.version)),
            ...names.map(name => metricOf(version, name)),
          ]),
          format: formatMetric,
        }}
      >
        {metric && (
          <TimeChart
            kind="line"
            series={[{ id: 'metric', label: metric, color: 'var(--chart-1)' }]}
            points={oldestFirst.map(version => ({
              at: String(version.version),
              values: { metric: metricOf(version, metric) },
            }))}
            formatValue={formatMetric}
            formatAt={label}
            label={t('modelsTab.metricsLabel', { group, metric })}
          />
        )}
      </ChartCard>
    </>
  );
}
