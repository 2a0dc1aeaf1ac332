import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { ModelDetail } from '@mlops-portal/backstage-plugin-mlops-common';
import { useState } from 'react';
import { metricOf } from '../../metricOf';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ChartCard, TimeChart } from '../charts';
import { formatMetric, metricNames } from './metrics';
import styles from './ModelPage.module.css';

// Names of metrics may have dots in them, which the chart takes for paths.
const SERIES = 'metric';

/** How a metric went from version to version. Metrics have different scales, so it is one at a time. */
export function MetricChart({ model }: { model: ModelDetail }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const names = metricNames(model.history);
  const metric = names.find(name => name === chosen) ?? names.at(0);
  const versions = [...model.history].reverse();
  const inWords = (version: string) => t('models.version', { version });

  return (
    <div className={styles.metrics}>
      {names.length > 1 && (
        <Select
          className={styles.metricChoice}
          label={t('model.metric')}
          size="small"
          options={names.map(name => ({ id: name, label: name }))}
          value={metric}
          onChange={key => setChosen(String(key))}
        />
      )}
      <ChartCard
        title={
          metric ? t('model.metricTitle', { metric }) : t('model.metricsTitle')
        }
        fileName={`${model.group}-metrics`}
        table={{
          columns: [t('model.columnVersion'), ...names],
          rows: metric
            ? versions.map(version => [
                inWords(String(version.version)),
                ...names.map(name => metricOf(version, name)),
              ])
            : [],
          format: formatMetric,
        }}
        emptyText={t('model.metricsEmpty')}
        foot={t('model.seen', { age: <Age of={model.observedAt} /> })}
      >
        {metric && (
          <TimeChart
            kind="line"
            series={[{ id: SERIES, label: metric, color: 'var(--chart-1)' }]}
            points={versions.map(version => ({
              at: String(version.version),
              values: { [SERIES]: metricOf(version, metric) },
            }))}
            formatValue={formatMetric}
            formatAt={inWords}
            label={t('model.metricLabel', {
              metric,
              first: String(versions[0].version),
              last: String(versions[versions.length - 1].version),
            })}
          />
        )}
      </ChartCard>
    </div>
  );
}
