import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiLayoutColumnLine } from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import { COLUMNS, columnsOf, type Column } from './useUseCasesQuery';

/** Which columns the table shows. */
export function ColumnChooser(props: {
  value: string;
  onChange: (columns: string) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, onChange } = props;
  const labels: Record<Column, string> = {
    accounts: t('useCases.columnAccounts'),
    models: t('useCases.columnModels'),
    cost: t('useCases.columnCost'),
    owner: t('useCases.columnOwner'),
    changedAt: t('useCases.columnChangedAt'),
    registeredAt: t('useCases.columnRegistered'),
  };
  const all = Object.keys(COLUMNS) as Column[];
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiLayoutColumnLine />}
      >
        {t('useCases.columns')}
      </Button>
      <Menu
        selectionMode="multiple"
        selectedKeys={columnsOf({ columns: value })}
        onSelectionChange={keys =>
          onChange(
            all.filter(column => keys === 'all' || keys.has(column)).join(','),
          )
        }
      >
        {all.map(column => (
          <MenuItem key={column} id={column}>
            {labels[column]}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
