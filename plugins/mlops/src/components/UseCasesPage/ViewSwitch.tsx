import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiKanbanView, RiTableLine } from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import { VIEWS, type TableQuery } from './useUseCasesQuery';

/** Whether the use cases are shown as a table or as a board. */
export function ViewSwitch(props: {
  value: TableQuery['view'];
  onChange: (view: TableQuery['view']) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('useCases.view')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = VIEWS.find(view => keys.has(view));
        if (chosen) {
          onChange(chosen);
        }
      }}
    >
      <ToggleButton id="table" iconStart={<RiTableLine />}>
        {t('useCases.viewTable')}
      </ToggleButton>
      <ToggleButton id="board" iconStart={<RiKanbanView />}>
        {t('useCases.viewBoard')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
