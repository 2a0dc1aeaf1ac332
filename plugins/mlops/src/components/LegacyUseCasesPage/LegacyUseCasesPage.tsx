import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiFlowChart } from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import { UseCasesPage } from '../UseCasesPage';

/** The page of use cases with its own header, which the new frontend system brings itself. */
export function LegacyUseCasesPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <main>
      <PluginHeader icon={<RiFlowChart />} title={t('plugin.title')} />
      <UseCasesPage />
    </main>
  );
}
