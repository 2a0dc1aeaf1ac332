import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { WHOSE, type Whose } from '../../hooks/useWhose';
import { mlopsTranslationRef } from '../../translation';

/** Whether a list shows what is of everybody, or of the person's teams. */
export function WhoseFilter(props: {
  value: Whose;
  onChange: (whose: Whose) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('whose.filter')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={keys => {
        const chosen = WHOSE.find(whose => keys.has(whose));
        if (chosen) {
          onChange(chosen);
        }
      }}
    >
      {WHOSE.map(whose => (
        <ToggleButton key={whose} id={whose}>
          {t(`whose.${whose}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
