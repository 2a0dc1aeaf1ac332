export { BarList, type BarItem, type BarSegment } from './BarList';
export { ChartCard, type ChartTable } from './ChartCard';
export { PointChart, type ChartBand, type ChartPoint } from './PointChart';
export { Sparkline } from './Sparkline';
export { TimeChart, type TimePoint, type TimeSeries } from './TimeChart';
