import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useState } from 'react';
import { mlopsApiRef, type MlopsApi } from '../../api';
import { useUseCaseData } from '../../hooks/useUseCaseData';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { Age } from '../Age';
import { ErrorAlert } from '../ErrorAlert';
import { RetirementNotice } from '../RetirementNotice';
import { StageChip } from '../StageChip';
import { Ladder } from './Ladder';
import { NextStep } from './NextStep';
import { staleReasons } from './advice';
import styles from './MaturityCard.module.css';

async function readMaturity(api: MlopsApi, name: string) {
  const useCase = await api.getUseCase(name);
  // Asking for the maturity before the first evaluation is an error.
  const maturity = useCase.evaluatedAt
    ? await api.getMaturity(name)
    : undefined;
  return { useCase, maturity };
}

function useRefresh(name: string) {
  const api = useApi(mlopsApiRef);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();

  async function refresh() {
    setRunning(true);
    setError(undefined);
    try {
      await api.refreshUseCase(name);
    } catch (caught) {
      setError(caught);
    } finally {
      setRunning(false);
    }
  }

  return { refresh, running, error };
}

function UseCaseMaturity({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = useUseCaseData(name, readMaturity);
  const refreshing = useRefresh(name);
  const stale = staleReasons(value?.useCase.evidence);
  const isOver = value?.useCase.retirementBegunAt !== undefined;

  function renderBody() {
    if (error) {
      return (
        <ErrorAlert
          title={t('error.maturity')}
          error={error}
          onRetry={reload}
        />
      );
    }
    if (!value) {
      return (
        <div aria-busy="true" className={styles.body}>
          <Skeleton height="6rem" />
          <Skeleton height="2.5rem" />
          <Skeleton height="2.5rem" />
        </div>
      );
    }
    const { useCase, maturity } = value;
    if (!maturity) {
      return isOver ? (
        <RetirementNotice useCase={useCase} />
      ) : (
        <Alert
          status="info"
          icon
          title={t('maturity.notEvaluatedTitle')}
          description={t('maturity.notEvaluatedText')}
        />
      );
    }
    return (
      <>
        <RetirementNotice useCase={useCase} />
        <div className={styles.summary}>
          <StageChip stage={maturity.stage} />
          <span className={styles.quiet}>
            {t('maturity.checked', {
              age: <Age of={maturity.checkedAt ?? maturity.evaluatedAt} />,
            })}
          </span>
        </div>
        {!isOver && <NextStep maturity={maturity} useCase={useCase} />}
        {!isOver && stale.length > 0 && (
          <Alert
            status="warning"
            icon
            title={t('maturity.staleTitle')}
            description={stale.join(' ')}
          />
        )}
        <Ladder maturity={maturity} useCase={useCase} />
      </>
    );
  }

  return (
    <EntityInfoCard
      title={t('maturity.title')}
      headerActions={
        !isOver && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine />}
            isDisabled={refreshing.running}
            onPress={refreshing.refresh}
          >
            {t('maturity.refresh')}
          </Button>
        )
      }
    >
      <div className={styles.body}>
        <div role="status" className={styles.quiet}>
          {refreshing.running && t('maturity.refreshing')}
        </div>
        {refreshing.error !== undefined && (
          <ErrorAlert title={t('error.refresh')} error={refreshing.error} />
        )}
        {renderBody()}
      </div>
    </EntityInfoCard>
  );
}

/** The maturity ladder of the use case whose page it is on. */
export function MaturityCard() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseMaturity key={name} name={name} />;
}
