import { Cell } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './ListTable.module.css';

/** A cell of a list: what is in it stands below each other, from the top. */
export function ListCell({ children }: { children: ReactNode }) {
  return (
    <Cell className={styles.cell}>
      <div className={styles.stack}>{children}</div>
    </Cell>
  );
}
