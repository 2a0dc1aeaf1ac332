import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  REACHED_STAGES,
  STAGES,
  type ReachedStage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './StageChip.module.css';

/** Four steps, as many of them filled as stages are reached. Says nothing to screen readers. */
export function StageBar({ stage }: { stage: ReachedStage }) {
  const reached = REACHED_STAGES.indexOf(stage);
  return (
    <span className={styles.bar} aria-hidden="true">
      {STAGES.map((step, index) => (
        <span
          key={step}
          className={styles.step}
          data-reached={index < reached || undefined}
        />
      ))}
    </span>
  );
}

/** The stage a use case has reached, as a bar of four steps and in words. */
export function StageChip({ stage }: { stage: ReachedStage }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <span className={styles.chip}>
      <StageBar stage={stage} />
      {t(`stage.${stage}`)}
    </span>
  );
}
