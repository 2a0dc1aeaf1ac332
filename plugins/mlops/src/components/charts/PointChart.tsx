import { Skeleton } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import styles from './charts.module.css';
import type { PointChartProps } from './PointChartContent';

export type { ChartBand, ChartPoint } from './PointChartContent';

// The library is large: it is loaded where a chart is shown.
const PointChartContent = lazy(() => import('./PointChartContent'));

/** A chart of single events over time, with what is usual in a span of it. */
export function PointChart(props: PointChartProps) {
  return (
    <Suspense
      fallback={
        <Skeleton className={styles.chart} width="100%" height="16rem" />
      }
    >
      <PointChartContent {...props} />
    </Suspense>
  );
}
