import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState, type ReactNode } from 'react';
import { mlopsTranslationRef } from '../../translation';
import styles from './BarList.module.css';

/** A part of a bar. */
export interface BarSegment {
  id: string;
  /** What the part stands for. */
  label: string;
  value: number;
  /** A CSS colour: one of `var(--chart-1)` to `var(--chart-6)` and `var(--stage-…)`. */
  color: string;
}

/** A bar of a {@link BarList}. */
export interface BarItem {
  id: string;
  label: ReactNode;
  /** From left to right; those of nothing are left out. */
  segments: BarSegment[];
  /** What is said beside it. */
  note?: ReactNode;
}

const SHOWN = 10;

/** What the colours mean: each part that appears, once. */
function legendOf(items: BarItem[]): BarSegment[] {
  const segments = items.flatMap(item => item.segments);
  return [...new Map(segments.map(segment => [segment.id, segment])).values()];
}

/**
 * Things compared by horizontal bars, each of one part or several. The longest
 * ten are shown at first, so let the longest come first.
 */
export function BarList(props: {
  items: BarItem[];
  /** What it compares, for who does not see it. */
  label: string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { items, label } = props;
  const [isAll, setIsAll] = useState(false);
  const totals = items.map(({ segments }) =>
    segments.reduce((sum, { value }) => sum + value, 0),
  );
  const longest = Math.max(1, ...totals);
  const legend = legendOf(items);
  const shown = isAll ? items : items.slice(0, SHOWN);
  return (
    <div className={styles.bars}>
      {legend.length > 1 && (
        <ul className={styles.legend} aria-hidden="true">
          {legend.map(segment => (
            <li key={segment.id}>
              <span
                className={styles.swatch}
                style={{ background: segment.color }}
              />
              {segment.label}
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.list} aria-label={label}>
        {shown.map(({ id, label: name, segments, note }, index) => (
          <li key={id} className={styles.item}>
            <span className={styles.name}>{name}</span>
            <span className={styles.track}>
              <span
                className={styles.bar}
                style={{ width: `${(totals[index] / longest) * 100}%` }}
              >
                {segments
                  .filter(({ value }) => value > 0)
                  .map(segment => (
                    <span
                      key={segment.id}
                      className={styles.segment}
                      title={`${segment.label}: ${segment.value}`}
                      style={{
                        background: segment.color,
                        flexGrow: segment.value,
                      }}
                    >
                      <span className={styles.hidden}>{segment.label}: </span>
                      <span className={styles.value}>{segment.value}</span>
                    </span>
                  ))}
              </span>
            </span>
            {note && <span className={styles.note}>{note}</span>}
          </li>
        ))}
      </ul>
      {items.length > SHOWN && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setIsAll(all => !all)}
        >
          {isAll
            ? t('charts.showFewer')
            : t('charts.showAll', { number: String(items.length) })}
        </Button>
      )}
    </div>
  );
}
