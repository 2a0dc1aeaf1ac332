import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Container, Skeleton, Text } from '@backstage/ui';
import { valueOr } from '@mlops-portal/backstage-plugin-mlops-common';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router-dom';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ErrorAlert } from '../ErrorAlert';
import { RetirementNotice } from '../RetirementNotice';
import { Lineage } from './Lineage';
import { MetricChart } from './MetricChart';
import { ModelHeader } from './ModelHeader';
import { Monitors } from './Monitors';
import { unknownIn } from './lineageSteps';
import { useModel, type ModelOfUseCase } from './useModel';
import { VersionsTable } from './VersionsTable';
import styles from './ModelPage.module.css';

/** Says what was decided, and takes the focus that the buttons had. */
function Reviewed({ words }: { words: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [words]);
  return (
    <Alert
      ref={place}
      role="status"
      tabIndex={-1}
      status="success"
      icon
      title={words}
    />
  );
}

function ModelContent(props: { value: ModelOfUseCase; reload: () => void }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const [reviewed, setReviewed] = useState<string>();
  const { value, reload } = props;
  const { model, useCase, useCaseError } = value;
  const { description, staleReason, observedAt } = model;
  const evidence = useCase?.evidence;
  const unseen = unknownIn(valueOr(evidence?.accounts, []), 'endpoints');
  return (
    <>
      {description && (
        <Text as="p" variant="body-medium" color="secondary">
          {description}
        </Text>
      )}
      {useCase && <RetirementNotice useCase={useCase} />}
      {reviewed && <Reviewed words={reviewed} />}
      {staleReason && (
        <Alert
          status="warning"
          icon
          title={t('model.staleTitle')}
          description={t('model.staleText', {
            age: <Age of={observedAt} />,
            reason: staleReason,
          })}
        />
      )}
      <VersionsTable
        model={model}
        isReviewable={!useCase?.retirementBegunAt}
        onReviewed={({ version }, decision) =>
          setReviewed(
            t(`model.reviewed.${decision}`, { version: String(version) }),
          )
        }
      />
      {unseen.map(
        ({ environment, reason }) =>
          environment && (
            <Alert
              key={environment}
              status="warning"
              icon
              title={t('model.servingUnknown', {
                environment: t(`environment.${environment}`),
              })}
              description={reason}
            />
          ),
      )}
      <div className={styles.columns}>
        <MetricChart model={model} />
        {useCase ? (
          <Lineage model={model} useCase={useCase} />
        ) : (
          <ErrorAlert
            title={t('model.evidenceError')}
            error={useCaseError}
            onRetry={reload}
          />
        )}
      </div>
      <Monitors model={model} evidence={evidence} />
    </>
  );
}

function ModelOf(props: { accountId: string; group: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { accountId, group } = props;
  const { value, error, reload } = useModel(accountId, group);

  function renderBody() {
    if (error) {
      return (
        <ErrorAlert title={t('model.error')} error={error} onRetry={reload} />
      );
    }
    if (!value) {
      return (
        <div
          className={styles.content}
          role="status"
          aria-busy="true"
          aria-label={t('model.loading')}
        >
          <Skeleton width="100%" height="16rem" />
          <div className={styles.columns}>
            <Skeleton width="100%" height="22rem" />
            <Skeleton width="100%" height="22rem" />
          </div>
        </div>
      );
    }
    return <ModelContent value={value} reload={reload} />;
  }

  return (
    <>
      <ModelHeader
        group={group}
        model={value?.model}
        isLoading={!value && !error}
      />
      <Container className={styles.content}>{renderBody()}</Container>
    </>
  );
}

/** The page of a registered model, whose account and group are in the address. */
export function ModelPage() {
  const { account = '', group = '' } = useParams();
  return (
    <ModelOf key={`${account}/${group}`} accountId={account} group={group} />
  );
}
