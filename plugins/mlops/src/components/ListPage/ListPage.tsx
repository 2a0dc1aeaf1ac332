import { Container, Header } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './ListPage.module.css';

/** A page with a list: everything below the header of the plugin. */
export function ListPage(props: {
  title: string;
  description: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, description, actions, children } = props;
  return (
    <>
      <Header title={title} description={description} customActions={actions} />
      <Container className={styles.content}>{children}</Container>
    </>
  );
}
