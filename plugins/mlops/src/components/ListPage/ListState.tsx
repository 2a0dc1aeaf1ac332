import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Loaded } from '../../hooks/useLoad';
import type { ListQuery } from '../../hooks/useListQuery';
import { mlopsTranslationRef } from '../../translation';
import { ErrorAlert } from '../ErrorAlert';
import { Notice } from '../Notice';

/** What stands in the place of a list that has nothing to show, and why; the list itself when it has. */
export function ListState(props: {
  loaded: Pick<Loaded<unknown>, 'error' | 'loading' | 'reload'>;
  /** How many entries the page has; undefined while it is on its way. */
  count: number | undefined;
  query: Pick<ListQuery, 'cursor'>;
  onFirstPage: () => void;
  /** What could not be loaded. */
  errorTitle: string;
  noMatch: { title: string; text: string };
  onClearFilters: () => void;
  /** What is shown when there are no entries although nothing narrows the list. */
  empty?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { loaded, count, query, onFirstPage, errorTitle } = props;
  const { noMatch, onClearFilters, empty, children } = props;
  const toFirstPage = query.cursor && (
    <Button size="small" variant="secondary" onPress={onFirstPage}>
      {t('list.firstPage')}
    </Button>
  );
  if (loaded.error) {
    return (
      <ErrorAlert
        title={errorTitle}
        error={loaded.error}
        onRetry={loaded.reload}
        actions={toFirstPage}
      />
    );
  }
  if (count !== 0 || loaded.loading) {
    return <>{children}</>;
  }
  if (toFirstPage) {
    return <Notice title={t('list.pastEnd')}>{toFirstPage}</Notice>;
  }
  return empty ? (
    <>{empty}</>
  ) : (
    <Notice title={noMatch.title} text={noMatch.text}>
      <Button variant="secondary" onPress={onClearFilters}>
        {t('list.clearFilters')}
      </Button>
    </Notice>
  );
}
