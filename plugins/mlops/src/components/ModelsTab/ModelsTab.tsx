import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink, Text } from '@backstage/ui';
import {
  isClosedAccount,
  modelsOf,
  type AccountSnapshot,
  type ModelEvidence,
  type ModelVersion,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useState } from 'react';
import { readUseCase, useUseCaseData } from '../../hooks/useUseCaseData';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { useModelHref } from '../ModelsPage/useModelHref';
import { Notice } from '../Notice';
import { ReviewModel, type Decision } from '../ReviewModel';
import {
  ConsoleLink,
  EnvironmentMark,
  Freshness,
  Panel,
  Quiet,
  UnknownConcern,
  unknownParts,
  UseCaseTab,
  WithAccounts,
} from '../UseCaseTab';
import { MetricsChart } from './MetricsChart';
import { metricNames } from './metrics';
import { servingByVersion, type ServedAt } from './serving';
import { VersionsTable } from './VersionsTable';
import styles from './ModelsTab.module.css';

function Model(props: {
  useCase: UseCaseDetail;
  snapshot: AccountSnapshot;
  model: ModelEvidence;
  serving: Map<string, ServedAt[]>;
  isServingComplete: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const modelHref = useModelHref();
  const { useCase, snapshot, model, serving, isServingComplete } = props;
  const { account, registry, endpoints } = snapshot;
  const { group, arn, description, versions } = model;
  const names = metricNames(versions);
  const [chosen, setChosen] = useState<string>();
  const metric = names.find(name => name === chosen) ?? names.at(0);
  const { accountId } = account;
  const [reviewed, setReviewed] = useState<{
    decision: Decision;
    version: number;
  }>();

  function review(version: ModelVersion) {
    return version.approval === 'PendingManualApproval' &&
      !useCase.retirementBegunAt ? (
      <ReviewModel
        version={version}
        accountId={accountId}
        useCase={useCase.name}
        onDone={decision => setReviewed({ decision, version: version.version })}
      />
    ) : undefined;
  }

  return (
    <Panel
      title={group}
      actions={
        <span className={styles.actions}>
          <EnvironmentMark environment={account.environment} />
          <Quiet>{t('modelsTab.versions', { count: versions.length })}</Quiet>
          <ButtonLink
            size="small"
            variant="tertiary"
            href={modelHref({ accountId, group })}
            aria-label={t('modelsTab.pageOf', { group })}
          >
            {t('modelsTab.page')}
          </ButtonLink>
          <ConsoleLink arn={arn} what={group} />
        </span>
      }
    >
      {description && (
        <Text as="p" variant="body-medium" color="secondary">
          {description}
        </Text>
      )}
      <div role="status">
        {reviewed && (
          <Alert
            status="success"
            icon
            title={t(`model.reviewed.${reviewed.decision}`, {
              version: String(reviewed.version),
            })}
          />
        )}
      </div>
      {versions.length === 0 ? (
        <Text as="p" variant="body-medium" color="secondary">
          {t('modelsTab.noVersions')}
        </Text>
      ) : (
        <>
          <VersionsTable
            model={model}
            metric={metric}
            serving={serving}
            isServingComplete={isServingComplete}
            review={review}
          />
          <MetricsChart
            model={model}
            metric={metric}
            onMetricChange={setChosen}
          />
        </>
      )}
      <Freshness parts={[registry, endpoints]} />
    </Panel>
  );
}

function Models(props: {
  useCase: UseCaseDetail;
  snapshots: AccountSnapshot[];
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, snapshots } = props;
  const serving = servingByVersion(snapshots);
  // Nothing serves in an account that is closed.
  const unknownEndpoints = unknownParts(
    snapshots.filter(({ account }) => !isClosedAccount(account)),
    ({ endpoints }) => endpoints,
  );
  const unknownRegistries = unknownParts(snapshots, ({ registry }) => registry);
  const models = snapshots.flatMap(snapshot =>
    modelsOf(snapshot).map(model => ({ snapshot, model })),
  );
  return (
    <>
      <UnknownConcern
        what={t('modelsTab.registry')}
        parts={unknownRegistries}
      />
      {models.length > 0 && (
        <UnknownConcern
          what={t('modelsTab.endpoints')}
          parts={unknownEndpoints}
        />
      )}
      {models.map(({ snapshot, model }) => (
        <Model
          key={model.arn}
          useCase={useCase}
          snapshot={snapshot}
          model={model}
          serving={serving}
          isServingComplete={unknownEndpoints.length === 0}
        />
      ))}
      {models.length === 0 && unknownRegistries.length === 0 && (
        <>
          <Notice
            title={t('modelsTab.emptyTitle')}
            text={
              useCase.retirementBegunAt
                ? t('modelsTab.emptyRetired')
                : t('modelsTab.emptyText')
            }
          />
          <Freshness parts={snapshots.map(({ registry }) => registry)} />
        </>
      )}
    </>
  );
}

function UseCaseModels({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const loaded = useUseCaseData(name, readUseCase);
  return (
    <UseCaseTab
      title={t('entityTabs.models')}
      description={t('modelsTab.description')}
      loaded={loaded}
    >
      {useCase => (
        <WithAccounts useCase={useCase}>
          {snapshots => <Models useCase={useCase} snapshots={snapshots} />}
        </WithAccounts>
      )}
    </UseCaseTab>
  );
}

/** The tab of a use case's registered models: versions, metrics, approval, and where each version serves. */
export function ModelsTab() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseModels key={name} name={name} />;
}
