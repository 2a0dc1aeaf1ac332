import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Maturity,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { ADVANCE_USE_CASE_TEMPLATE } from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';
import styles from './MaturityCard.module.css';
import { addableCount, nextStep } from './advice';
import { RemedyLink } from './RemedyLink';

/** What to do first, on top of the ladder. */
export function NextStep(props: { maturity: Maturity; useCase: UseCase }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { maturity, useCase } = props;
  const { nextStage, stages } = maturity;

  function sentence(): string {
    if (!nextStage) {
      return t('maturity.nextAllReached');
    }
    return stages.find(({ stage }) => stage === nextStage)?.assessed
      ? t('maturity.nextUnknown', { stage: t(`stage.${nextStage}`) })
      : t('maturity.nextNotAssessed');
  }

  const step = nextStep(maturity);
  return (
    <section className={styles.next} aria-label={t('maturity.next')}>
      <Text as="h4" variant="body-small" color="secondary">
        {step
          ? t('maturity.nextTowards', { criterion: step.title })
          : t('maturity.next')}
      </Text>
      {step ? (
        <>
          <Text as="p" variant="body-large" weight="bold">
            {step.reason}
          </Text>
          {step.remedy && (
            <>
              <Text as="p" variant="body-medium">
                {step.remedy.text}
              </Text>
              <RemedyLink
                remedy={step.remedy}
                useCase={useCase}
                variant="primary"
              />
            </>
          )}
          {addableCount(maturity) > 1 && (
            <>
              <Text as="p" variant="body-medium">
                {t('maturity.advance')}
              </Text>
              <RemedyLink
                remedy={{
                  text: t('maturity.advance'),
                  template: ADVANCE_USE_CASE_TEMPLATE,
                  values: { useCase: useCase.name },
                }}
                useCase={useCase}
                variant="secondary"
              />
            </>
          )}
        </>
      ) : (
        <Text as="p" variant="body-medium">
          {sentence()}
        </Text>
      )}
    </section>
  );
}
