import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './Notice.module.css';

/** Says that there is nothing to show, why, and what can be done. */
export function Notice(props: {
  title: string;
  text?: string;
  children?: ReactNode;
}) {
  return (
    <div className={styles.notice} role="status">
      <Text as="h3" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
      {props.text && (
        <Text as="p" variant="body-medium" color="secondary">
          {props.text}
        </Text>
      )}
      {props.children}
    </div>
  );
}
