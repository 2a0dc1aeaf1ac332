import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { mlopsTranslationRef } from '../../translation';

/** Shortens a list to its first items until all are asked for. */
export function useShortened<T>(items: readonly T[], length: number) {
  const [isWhole, setIsWhole] = useState(false);
  return {
    shown: isWhole ? items : items.slice(0, length),
    total: items.length,
    isWhole,
    /** Whether there is anything to show more of. */
    isShort: items.length > length,
    toggle: () => setIsWhole(whole => !whole),
  };
}

/** The button that shows all of a list that {@link useShortened} shortened. */
export function ShowAll(props: {
  list: Omit<ReturnType<typeof useShortened>, 'shown'>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { total, isWhole, isShort, toggle } = props.list;
  return isShort ? (
    <div>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={isWhole}
        onPress={toggle}
      >
        {isWhole
          ? t('tab.showFewer')
          : t('tab.showAll', { number: String(total) })}
      </Button>
    </div>
  ) : null;
}
