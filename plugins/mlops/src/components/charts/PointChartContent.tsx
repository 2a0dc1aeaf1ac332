import {
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import styles from './charts.module.css';

/** Something that happened. */
export interface ChartPoint {
  id: string;
  label: string;
  /** When, in milliseconds since 1970. */
  at: number;
  value: number;
}

/** What is usual in a span of time. */
export interface ChartBand {
  id: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** Half of the values are below it. */
  median: number;
  /** A quarter of the values is below. */
  lower: number;
  /** A quarter of the values is above. */
  upper: number;
}

/** What {@link PointChartContent} takes. */
export interface PointChartProps {
  points: ChartPoint[];
  bands: ChartBand[];
  /** A CSS colour: one of `var(--chart-1)` to `var(--chart-6)`. */
  color: string;
  formatValue: (value: number) => string;
  /** How a time is written on the axis and beside a point. */
  formatAt: (at: number) => string;
  /** What it shows, in a sentence, for who does not see it; the figures are in the table. */
  label: string;
}

/** Before it knows how much room there is. */
const INITIAL_SIZE = { width: 640, height: 256 };

/** The chart itself, with the library it is drawn by. */
export default function PointChartContent(props: PointChartProps) {
  const { points, bands, color, formatValue, formatAt, label } = props;
  const axis = {
    type: 'number',
    tickLine: false,
    stroke: 'var(--bui-fg-secondary)',
    fontSize: 12,
  } as const;
  return (
    <div className={styles.chart} role="group" aria-label={label}>
      <ResponsiveContainer initialDimension={INITIAL_SIZE}>
        <ScatterChart data={points} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
          <XAxis
            {...axis}
            dataKey="at"
            domain={['dataMin', 'dataMax']}
            padding={{ left: 16, right: 16 }}
            tickFormatter={formatAt}
            minTickGap={24}
          />
          <YAxis
            {...axis}
            dataKey="value"
            domain={[0, 'auto']}
            axisLine={false}
            width="auto"
            tickFormatter={formatValue}
          />
          {bands.map(({ id, from, to, lower, upper }) => (
            <ReferenceArea
              key={id}
              x1={from}
              x2={to}
              y1={lower}
              y2={upper}
              fill={color}
              fillOpacity={0.15}
              ifOverflow="hidden"
            />
          ))}
          {bands.map(({ id, from, to, median }) => (
            <ReferenceLine
              key={id}
              segment={[
                { x: from, y: median },
                { x: to, y: median },
              ]}
              stroke={color}
              strokeWidth={2}
              strokeDasharray="6 4"
              ifOverflow="hidden"
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--bui-border-2)' }}
            content={({ payload }) => {
              const point: ChartPoint | undefined = payload.at(0)?.payload;
              return (
                point && (
                  <div className={styles.pointTip}>
                    <strong>{point.label}</strong>
                    <div>{formatAt(point.at)}</div>
                    <div>{formatValue(point.value)}</div>
                  </div>
                )
              );
            }}
          />
          <Scatter fill={color} isAnimationActive={false} />
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  );
}
