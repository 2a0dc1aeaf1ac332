import type { ReactNode } from 'react';
import styles from './UseCaseTab.module.css';

/** A row of a {@link DataTable}. */
export interface DataRow {
  key: string;
  /** One for each column; the first one names the row. */
  cells: ReactNode[];
}

/** A small table, all of whose rows are there. */
export function DataTable(props: {
  /** What it shows, for who does not see what stands above it. */
  label: string;
  /** The heading of each column; `isNumber` has its values end where they end. */
  columns: { id: string; label: ReactNode; isNumber?: boolean }[];
  rows: DataRow[];
}) {
  const { label, columns, rows } = props;
  return (
    // Focusable, so that it can be scrolled with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, label: heading, isNumber }) => (
              <th key={id} scope="col" data-number={isNumber || undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...values] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {values.map((value, index) => {
                const { id, isNumber } = columns[index + 1];
                return (
                  <td key={id} data-number={isNumber || undefined}>
                    {value}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
