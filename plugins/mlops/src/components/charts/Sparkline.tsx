import styles from './Sparkline.module.css';

const WIDTH = 72;
const HEIGHT = 20;
const PADDING = 2;

/**
 * A line as small as a word: how something went, without figures.
 *
 * @param props - `label` says in words what it shows; without one it is decoration
 */
export function Sparkline(props: { values: number[]; label?: string }) {
  const { values, label } = props;
  if (values.length < 2) {
    return null;
  }
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, 0);
  const span = top - bottom || 1;
  const points = values.map((value, index) => {
    const x = PADDING + (index * (WIDTH - 2 * PADDING)) / (values.length - 1);
    const y =
      HEIGHT - PADDING - ((value - bottom) / span) * (HEIGHT - 2 * PADDING);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [lastX, lastY] = points[points.length - 1].split(',');
  return (
    <svg
      className={styles.sparkline}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <polyline className={styles.line} points={points.join(' ')} />
      <circle className={styles.end} cx={lastX} cy={lastY} r="2" />
    </svg>
  );
}
