import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import styles from './charts.module.css';

/** One of the things that a chart follows. */
export interface TimeSeries {
  id: string;
  label: string;
  /** A CSS colour: one of `var(--chart-1)` to `var(--chart-6)` and `var(--stage-…)`. */
  color: string;
  /** Not measured but expected: drawn broken. */
  isExpected?: boolean;
}

/** The values at one time; a series without a value has a gap there. */
export interface TimePoint {
  /** What stands below: a day, a version. Each only once. */
  at: string;
  values: Record<string, number | undefined>;
}

/** What {@link TimeChartContent} takes. */
export interface TimeChartProps {
  kind: 'area' | 'bar' | 'line';
  /** Whether the series lie on each other, so that together they show a sum. */
  isStacked?: boolean;
  series: TimeSeries[];
  points: TimePoint[];
  /** How a value is written, with its unit. */
  formatValue: (value: number) => string;
  /** How a time is written on the axis and in the tooltip. */
  formatAt: (at: string) => string;
  /** What it shows, in a sentence, for who does not see it; the figures are in the table. */
  label: string;
}

const STACK = 'all';

/** Before it knows how much room there is. */
const INITIAL_SIZE = { width: 640, height: 256 };

function shapeOf(
  kind: TimeChartProps['kind'],
  { id, label, color, isExpected }: TimeSeries,
  stackId: string | undefined,
) {
  const common = {
    dataKey: `values.${id}`,
    name: label,
    isAnimationActive: false,
    strokeDasharray: isExpected ? '4 4' : undefined,
  };
  switch (kind) {
    case 'area':
      return (
        <Area
          key={id}
          {...common}
          type="monotone"
          stackId={stackId}
          stroke={color}
          fill={color}
          fillOpacity={0.75}
        />
      );
    case 'bar':
      return (
        <Bar
          key={id}
          {...common}
          stackId={stackId}
          fill={color}
          fillOpacity={isExpected ? 0.35 : 1}
          maxBarSize={28}
        />
      );
    default:
      return (
        <Line
          key={id}
          {...common}
          type="monotone"
          stroke={color}
          strokeWidth={2}
          dot={{ r: 3, fill: color }}
        />
      );
  }
}

/** The chart itself, with the library it is drawn by. */
export default function TimeChartContent(props: TimeChartProps) {
  const { kind, isStacked, series, points, formatValue, formatAt, label } =
    props;
  return (
    <div className={styles.chart} role="group" aria-label={label}>
      <ResponsiveContainer initialDimension={INITIAL_SIZE}>
        <ComposedChart data={points} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
          <XAxis
            dataKey="at"
            tickFormatter={formatAt}
            minTickGap={24}
            tickLine={false}
            stroke="var(--bui-fg-secondary)"
            fontSize={12}
          />
          <YAxis
            tickFormatter={formatValue}
            tickLine={false}
            axisLine={false}
            width="auto"
            stroke="var(--bui-fg-secondary)"
            fontSize={12}
          />
          <Tooltip
            isAnimationActive={false}
            formatter={value => formatValue(Number(value))}
            labelFormatter={at => formatAt(String(at))}
            wrapperClassName={styles.tooltip}
            contentStyle={{}}
            cursor={{
              fill: 'var(--bui-bg-neutral-1)',
              stroke: 'var(--bui-border-2)',
            }}
          />
          {series.length > 1 && (
            <Legend
              iconType="square"
              itemSorter={null}
              // Not in the colour of the series, which need not be readable as text.
              formatter={name => <span className={styles.series}>{name}</span>}
            />
          )}
          {series.map(one => shapeOf(kind, one, isStacked ? STACK : undefined))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
