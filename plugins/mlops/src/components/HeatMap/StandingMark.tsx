import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlopsTranslationRef } from '../../translation';
import styles from './HeatMap.module.css';
import { HEAT_MAP_STANDINGS, type HeatMapStanding } from './model';

/** The marks of the heat map in small, as `drawMark` draws them. */
const SHAPES: Record<HeatMapStanding, JSX.Element> = {
  met: <rect width="14" height="14" fill="currentColor" />,
  unmet: (
    <rect
      x="1"
      y="1"
      width="12"
      height="12"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    />
  ),
  unknown: (
    <g fill="currentColor">
      {[2, 7, 12].flatMap(x =>
        [2, 7, 12].map(y => <circle key={`${x} ${y}`} cx={x} cy={y} r="1.3" />),
      )}
    </g>
  ),
  waived: (
    <path
      d="M0 5 5 0M0 10 10 0M1 14 14 1M6 14 14 6M11 14 14 11"
      stroke="currentColor"
      strokeWidth="2"
    />
  ),
  notJudged: <rect x="4" y="6" width="6" height="2" fill="currentColor" />,
};

/** How a criterion stands, as the mark of the heat map and in words. */
export function StandingMark({ standing }: { standing: HeatMapStanding }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <span className={styles.mark} data-standing={standing}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        {SHAPES[standing]}
      </svg>
      {t(`organization.standing.${standing}`)}
    </span>
  );
}

/** What the marks of the heat map mean, and how many cells have each. */
export function Legend({
  counts,
}: {
  counts: Record<HeatMapStanding, number>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <ul className={styles.legend} aria-label={t('organization.heatMap.legend')}>
      {HEAT_MAP_STANDINGS.map(standing => (
        <li key={standing}>
          <StandingMark standing={standing} />{' '}
          <span className={styles.quiet}>{counts[standing]}</span>
        </li>
      ))}
    </ul>
  );
}
