import type { ReactNode } from 'react';
import styles from './UseCaseTab.module.css';

/** Words that stand back behind those around them. */
export function Quiet({ children }: { children: ReactNode }) {
  return <span className={styles.quiet}>{children}</span>;
}
