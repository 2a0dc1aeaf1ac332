import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  REACHED_STAGES,
  type ReachedStage,
  type UseCasesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { StageBar } from '../StageChip';
import styles from './StageFilter.module.css';

/** How many use cases are at each stage; pressing one shows only these. */
export function StageFilter(props: {
  counts?: UseCasesPage['stageCounts'];
  isLoading: boolean;
  value?: ReachedStage;
  onChange: (stage: ReachedStage | undefined) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { counts, isLoading, value, onChange } = props;
  const total =
    counts && REACHED_STAGES.reduce((sum, stage) => sum + counts[stage], 0);
  const choices = [
    { stage: undefined, words: t('useCases.allStages'), count: total },
    ...REACHED_STAGES.map(stage => ({
      stage,
      words: t(`stage.${stage}`),
      count: counts?.[stage],
    })),
  ];
  return (
    <div
      role="group"
      aria-label={t('useCases.filterByStage')}
      className={styles.group}
    >
      {choices.map(({ stage, words, count }) => (
        <button
          key={stage ?? 'all'}
          type="button"
          className={styles.choice}
          aria-pressed={stage === value}
          aria-label={
            count === undefined
              ? words
              : t('useCases.stageCount', {
                  stage: words,
                  number: String(count),
                })
          }
          onClick={() => onChange(stage === value ? undefined : stage)}
        >
          <span className={styles.count}>
            {count ??
              (isLoading ? <Skeleton width="2rem" height="1.5rem" /> : '–')}
          </span>
          <span className={styles.words}>
            {stage && <StageBar stage={stage} />}
            {words}
          </span>
        </button>
      ))}
    </div>
  );
}
