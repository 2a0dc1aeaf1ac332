import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  LIFECYCLES,
  type Lifecycle,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';

/** Whether the list is of the use cases people work on, of retired ones, or of both. */
export function LifecycleFilter(props: {
  value: Lifecycle;
  onChange: (lifecycle: Lifecycle) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('useCases.filterByLifecycle')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = LIFECYCLES.find(lifecycle => keys.has(lifecycle));
        if (chosen) {
          onChange(chosen);
        }
      }}
    >
      {LIFECYCLES.map(lifecycle => (
        <ToggleButton key={lifecycle} id={lifecycle}>
          {t(`lifecycle.${lifecycle}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
