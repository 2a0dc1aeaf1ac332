import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  ENVIRONMENTS,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';

const ALL = 'all';

/** Of which environment accounts are shown. */
export function EnvironmentFilter(props: {
  value?: Environment;
  onChange: (environment: Environment | undefined) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value = ALL, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('accountsPage.filterByEnvironment')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys =>
        onChange(ENVIRONMENTS.find(environment => keys.has(environment)))
      }
    >
      {[
        <ToggleButton key={ALL} id={ALL}>
          {t('accountsPage.allEnvironments')}
        </ToggleButton>,
        ...ENVIRONMENTS.map(environment => (
          <ToggleButton key={environment} id={environment}>
            {t(`environment.${environment}`)}
          </ToggleButton>
        )),
      ]}
    </ToggleButtonGroup>
  );
}
