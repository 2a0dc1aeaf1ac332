import type { ComponentProps, ReactNode } from 'react';
import { SearchBox } from '../SearchBox';
import styles from './ListPage.module.css';

/** What narrows a list: words, and whatever else stands beside them. */
export function ListFilters(props: {
  search: ComponentProps<typeof SearchBox>;
  children: ReactNode;
}) {
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <SearchBox {...props.search} />
      </div>
      {props.children}
    </div>
  );
}
