import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStep } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Quiet } from '../UseCaseTab';
import { stepKind, stepsInOrder } from './pipelineSteps';
import styles from './PipelinesTab.module.css';

/** The steps of a pipeline in the order in which they run, with what each is for. */
export function Steps(props: { pipeline: string; steps: PipelineStep[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { pipeline, steps } = props;
  return (
    <ol
      className={styles.steps}
      aria-label={t('pipelinesTab.steps', { pipeline })}
    >
      {stepsInOrder(steps).map(step => {
        const { name, type, within } = step;
        const kind = stepKind(step, steps);
        return (
          <li
            key={name}
            className={styles.step}
            data-within={within !== undefined || undefined}
          >
            <strong>{kind ? t(`pipelinesTab.stepKind.${kind}`) : type}</strong>
            <Quiet>
              {name}
              {within && (
                <>
                  {', '}
                  {t('pipelinesTab.within', { condition: within })}
                </>
              )}
            </Quiet>
          </li>
        );
      })}
    </ol>
  );
}
