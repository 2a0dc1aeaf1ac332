import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import type {
  CriterionResult,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import styles from './MaturityCard.module.css';
import { RemedyLink } from './RemedyLink';
import { VerdictMark } from './VerdictMark';

function Facts({ facts }: { facts: CriterionResult['facts'] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  if (facts.length === 0) {
    return <p>{t('maturity.noFacts')}</p>;
  }
  return (
    <ul className={styles.facts}>
      {facts.map(({ text, arn, observedAt }) => (
        <li key={`${text} ${arn}`}>
          {text}
          {observedAt && (
            <span className={styles.quiet}>
              {' · '}
              <Age of={observedAt} />
            </span>
          )}
          {arn && <code className={styles.arn}>{arn}</code>}
        </li>
      ))}
    </ul>
  );
}

/** A criterion: its verdict, and on demand why, on what evidence, and how to fix it. */
export function CriterionItem(props: {
  criterion: CriterionResult;
  useCase: UseCase;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { criterion, useCase } = props;
  const { title, verdict, reason, why, facts, remedy, source, waiver } =
    criterion;
  const isWaived = verdict !== 'met' && waiver !== undefined;
  return (
    <Accordion className={styles.criterion}>
      <AccordionTrigger level={5}>
        <span className={styles.criterionHead}>
          <VerdictMark verdict={isWaived ? 'waived' : verdict} />{' '}
          <span className={styles.criterionTitle}>{title}</span>
        </span>
      </AccordionTrigger>
      <AccordionPanel className={styles.criterionBody}>
        <p>{reason}</p>
        <dl>
          {waiver && (
            <>
              <dt>{t('maturity.waiver', { until: waiver.until })}</dt>
              <dd>
                {waiver.reason}
                <span className={styles.quiet}>
                  {' · '}
                  {waiver.author}
                </span>
              </dd>
            </>
          )}
          <dt>{t('maturity.why')}</dt>
          <dd>{why}</dd>
          <dt>{t('maturity.facts')}</dt>
          <dd>
            <Facts facts={facts} />
          </dd>
          {remedy && verdict !== 'met' && !useCase.retirementBegunAt && (
            <>
              <dt>{t('maturity.remedy')}</dt>
              <dd className={styles.remedy}>
                <span>{remedy.text}</span>
                <RemedyLink
                  remedy={remedy}
                  useCase={useCase}
                  variant="secondary"
                />
              </dd>
            </>
          )}
        </dl>
        <p className={styles.quiet}>{t('maturity.source', { source })}</p>
      </AccordionPanel>
    </Accordion>
  );
}
