import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { readUseCase, useUseCaseData } from '../../hooks/useUseCaseData';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { UseCaseTab, WithAccounts } from '../UseCaseTab';
import { Delivery } from './Delivery';
import { Monitors } from './Monitors';
import { Pipelines } from './Pipelines';

function UseCasePipelines({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const loaded = useUseCaseData(name, readUseCase);
  return (
    <UseCaseTab
      title={t('entityTabs.pipelines')}
      description={t('pipelinesTab.description')}
      loaded={loaded}
    >
      {useCase => (
        <WithAccounts useCase={useCase}>
          {snapshots => {
            const isRetired = useCase.retirementBegunAt !== undefined;
            return (
              <>
                <Pipelines snapshots={snapshots} isRetired={isRetired} />
                <Delivery snapshots={snapshots} isRetired={isRetired} />
                <Monitors snapshots={snapshots} isRetired={isRetired} />
              </>
            );
          }}
        </WithAccounts>
      )}
    </UseCaseTab>
  );
}

/** The tab of what trains, checks and deploys a use case's models, and what watches over them. */
export function PipelinesTab() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCasePipelines key={name} name={name} />;
}
