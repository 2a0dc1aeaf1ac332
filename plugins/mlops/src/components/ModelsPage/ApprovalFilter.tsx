import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { mlopsTranslationRef } from '../../translation';
import type { TableQuery } from './useModelsQuery';

const CHOICES = [
  'all',
  'PendingManualApproval',
  'Approved',
  'Rejected',
] as const;

/** Which models the list is of, by the approval of their newest version. */
export function ApprovalFilter(props: {
  value: TableQuery['approval'];
  onChange: (approval: TableQuery['approval']) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('models.filterByApproval')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value ?? 'all']}
      onSelectionChange={keys => {
        const chosen = CHOICES.find(choice => keys.has(choice));
        if (chosen) {
          onChange(chosen === 'all' ? undefined : chosen);
        }
      }}
    >
      {CHOICES.map(choice => (
        <ToggleButton key={choice} id={choice}>
          {choice === 'all'
            ? t('models.allApprovals')
            : t(`models.approval.${choice}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
