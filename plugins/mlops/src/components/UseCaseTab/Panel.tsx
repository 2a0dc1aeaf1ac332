import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './UseCaseTab.module.css';

/** A box with a heading, for one thing of several on a tab. */
export function Panel(props: {
  title: string;
  /** Stands beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, actions, children } = props;
  return (
    <section className={styles.panel} aria-label={title}>
      <div className={styles.panelHead}>
        <Text as="h3" variant="title-x-small" weight="bold">
          {title}
        </Text>
        {actions}
      </div>
      {children}
    </section>
  );
}
