import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { RiCheckLine } from '@remixicon/react';
import type {
  Maturity,
  StageResult,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { CriterionItem } from './CriterionItem';
import styles from './MaturityCard.module.css';

function Rung(props: {
  result: StageResult;
  number: number;
  isNext: boolean;
  useCase: UseCase;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { result, number, isNext, useCase } = props;
  const { stage, reached, assessed, met, unmet, unknown, waived, criteria } =
    result;
  let position: 'Reached' | 'Next' | 'Later' = 'Later';
  if (reached) {
    position = 'Reached';
  } else if (isNext) {
    position = 'Next';
  }
  const total = met + unmet + unknown + waived;
  const counts = { met: String(met), total: String(total) };
  return (
    <li className={styles.rung} data-position={position}>
      <span className={styles.marker} aria-hidden="true">
        {reached ? <RiCheckLine size={16} /> : number}
      </span>
      <Accordion
        className={styles.stage}
        defaultExpanded={position === 'Next' && assessed}
      >
        <AccordionTrigger level={4}>
          <span className={styles.stageHead}>
            <span className={styles.stageName}>{t(`stage.${stage}`)}</span>{' '}
            {(reached || !useCase.retirementBegunAt) && (
              <span className={styles.position}>
                {t(`maturity.stage${position}`)}
              </span>
            )}{' '}
            {assessed && (
              <span className={styles.quiet}>
                {unknown > 0
                  ? t('maturity.countsUnknown', {
                      ...counts,
                      unknown: String(unknown),
                    })
                  : t('maturity.counts', counts)}
                {waived > 0 &&
                  `, ${t('maturity.countsWaived', { waived: String(waived) })}`}
              </span>
            )}
          </span>
        </AccordionTrigger>
        <AccordionPanel className={styles.stageBody}>
          {assessed ? (
            criteria.map(criterion => (
              <CriterionItem
                key={criterion.id}
                criterion={criterion}
                useCase={useCase}
              />
            ))
          ) : (
            <p className={styles.quiet}>{t('maturity.notAssessed')}</p>
          )}
        </AccordionPanel>
      </Accordion>
    </li>
  );
}

/** The four stages, lowest first, with the criteria of each. */
export function Ladder(props: { maturity: Maturity; useCase: UseCase }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { maturity, useCase } = props;
  return (
    <ol className={styles.ladder} aria-label={t('maturity.ladder')}>
      {maturity.stages.map((result, index) => (
        <Rung
          key={result.stage}
          result={result}
          number={index + 1}
          isNext={result.stage === maturity.nextStage}
          useCase={useCase}
        />
      ))}
    </ol>
  );
}
