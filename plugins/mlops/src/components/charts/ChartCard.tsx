import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Menu,
  MenuItem,
  MenuTrigger,
  Skeleton,
  Text,
} from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useRef, useState, type ReactNode } from 'react';
import { errorMessage } from '../../errorMessage';
import { mlopsTranslationRef } from '../../translation';
import { ErrorAlert } from '../ErrorAlert';
import { toCsv, type CellValue } from './csv';
import { savePicture, saveText } from './save';
import styles from './charts.module.css';

/** The figures behind a chart. */
export interface ChartTable {
  /** The heading of each column; the first one names the rows. */
  columns: string[];
  rows: CellValue[][];
  /** How a number is written in a column, counted from 0; as it is when absent. */
  format?: (value: number, column: number) => string;
}

function Figures({ title, table }: { title: string; table: ChartTable }) {
  const { columns, rows, format = String } = table;
  const written = (value: CellValue, column: number) =>
    typeof value === 'number' ? format(value, column) : (value ?? '–');
  return (
    // Focusable, so that it can be scrolled with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                data-number={
                  rows.some(row => typeof row[index] === 'number') || undefined
                }
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={String(name)}>
              <th scope="row">{written(name, 0)}</th>
              {values.map((value, index) => (
                <td
                  key={columns[index + 1]}
                  data-number={typeof value === 'number' || undefined}
                >
                  {written(value, index + 1)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/**
 * A chart with what belongs to one: its title, the figures behind it as a table,
 * and both to save.
 */
export function ChartCard(props: {
  title: string;
  description?: string;
  /** Of the files that are saved, without an ending: `cost-by-environment`. */
  fileName: string;
  /**
   * Undefined while it is loaded. A function where there is so much of it that
   * it is made only when asked for; with rows, then.
   */
  table: ChartTable | (() => ChartTable) | undefined;
  /** How tall it will be, so that nothing moves when it is there. */
  expectedHeight?: string;
  /** Why it could not be loaded. */
  error?: unknown;
  onRetry?: () => void;
  /** What is said when there are no rows. */
  emptyText?: string;
  /** How old the figures are. */
  foot?: ReactNode;
  /** What chooses what is shown; not part of the picture. */
  controls?: ReactNode;
  /** Shows the figures in the place of a plain table, where that would be too long. */
  figures?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { title, description, fileName, table, error, onRetry } = props;
  const { emptyText = t('charts.empty'), foot, controls, children } = props;
  const [isTable, setIsTable] = useState(false);
  const [pictureError, setPictureError] = useState<unknown>();
  const body = useRef<HTMLDivElement>(null);
  const isEmpty = typeof table === 'object' && table.rows.length === 0;
  const isShown = !error && table !== undefined && !isEmpty;
  const figures = () => (typeof table === 'function' ? table() : table);

  function saveCsv() {
    const made = figures();
    if (made) {
      saveText(toCsv([made.columns, ...made.rows]), `${fileName}.csv`);
    }
  }

  async function savePng() {
    setPictureError(undefined);
    try {
      if (body.current) {
        await savePicture(body.current, `${fileName}.png`);
      }
    } catch (caught) {
      setPictureError(caught);
    }
  }

  function renderBody() {
    if (error) {
      return <ErrorAlert title={title} error={error} onRetry={onRetry} />;
    }
    if (!table) {
      return (
        <div aria-busy="true" aria-label={t('charts.loading')} role="status">
          <Skeleton width="100%" height={props.expectedHeight ?? '16rem'} />
        </div>
      );
    }
    if (isEmpty) {
      return <p className={styles.empty}>{emptyText}</p>;
    }
    if (!isTable) {
      return children;
    }
    const made = props.figures ? undefined : figures();
    return made ? <Figures title={title} table={made} /> : props.figures;
  }

  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Text as="h3" variant="title-x-small" weight="bold">
            {title}
          </Text>
          {description && (
            <Text as="p" variant="body-small" color="secondary">
              {description}
            </Text>
          )}
        </div>
        {isShown && (
          <>
            <Button
              size="small"
              variant="tertiary"
              onPress={() => setIsTable(shown => !shown)}
            >
              {isTable ? t('charts.showChart') : t('charts.showTable')}
            </Button>
            <MenuTrigger>
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiDownloadLine />}
                aria-label={t('charts.save', { title })}
              />
              <Menu>
                <MenuItem onAction={saveCsv}>{t('charts.csv')}</MenuItem>
                <MenuItem isDisabled={isTable} onAction={savePng}>
                  {t('charts.png')}
                </MenuItem>
              </Menu>
            </MenuTrigger>
          </>
        )}
      </div>
      {controls}
      {pictureError !== undefined && (
        <p role="alert">
          {t('charts.pngFailed', { reason: errorMessage(pictureError) })}
        </p>
      )}
      <div ref={body} className={styles.body}>
        {renderBody()}
      </div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </section>
  );
}
