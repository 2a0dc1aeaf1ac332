import { Skeleton } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import styles from './charts.module.css';
import type { TimeChartProps } from './TimeChartContent';

export type { TimePoint, TimeSeries } from './TimeChartContent';

// The library is large: it is loaded where a chart is shown.
const TimeChartContent = lazy(() => import('./TimeChartContent'));

/** A chart of something over time: areas, bars or lines, of one series or several. */
export function TimeChart(props: TimeChartProps) {
  return (
    <Suspense
      fallback={
        <Skeleton className={styles.chart} width="100%" height="16rem" />
      }
    >
      <TimeChartContent {...props} />
    </Suspense>
  );
}
