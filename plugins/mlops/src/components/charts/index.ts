export { ChartCard, type ChartTable } from './ChartCard';
export { Sparkline } from './Sparkline';
export { TimeChart, type TimePoint, type TimeSeries } from './TimeChart';
