import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ACTIVITY_KINDS,
  type ActivityEntry,
  type ActivityKind,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './ActivityTab.module.css';

/** How much of each kind there is; pressing some shows only these. */
export function KindFilter(props: {
  entries: readonly ActivityEntry[];
  value: ActivityKind[];
  onChange: (kinds: ActivityKind[]) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { entries, value, onChange } = props;
  const choices = ACTIVITY_KINDS.map(kind => ({
    kind,
    words: t(`activityTab.kind.${kind}`),
    count: entries.filter(entry => entry.kind === kind).length,
  })).filter(({ kind, count }) => count > 0 || value.includes(kind));

  function toggle(kind: ActivityKind) {
    onChange(
      value.includes(kind)
        ? value.filter(other => other !== kind)
        : [...value, kind],
    );
  }

  return (
    <div
      role="group"
      aria-label={t('activityTab.filter')}
      className={styles.filters}
    >
      <button
        type="button"
        className={styles.filter}
        aria-pressed={value.length === 0}
        onClick={() => onChange([])}
      >
        {t('activityTab.all')}
      </button>
      {choices.map(({ kind, words, count }) => (
        <button
          key={kind}
          type="button"
          className={styles.filter}
          aria-pressed={value.includes(kind)}
          aria-label={t('activityTab.kindCount', {
            kind: words,
            number: String(count),
          })}
          onClick={() => toggle(kind)}
        >
          {words} <span className={styles.count}>{count}</span>
        </button>
      ))}
    </div>
  );
}
