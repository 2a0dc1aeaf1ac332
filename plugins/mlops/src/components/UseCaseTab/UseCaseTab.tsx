import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Loaded } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { ErrorAlert } from '../ErrorAlert';
import styles from './UseCaseTab.module.css';

/** How many boxes stand for what is on its way. */
const SKELETONS = [1, 2, 3];

/**
 * A tab on the page of a use case: its heading, and its content once that is
 * loaded. What was loaded stays while it is loaded again.
 */
export function UseCaseTab<T>(props: {
  title: string;
  description: string;
  /** Stands beside the heading. */
  actions?: ReactNode;
  loaded: Pick<Loaded<T>, 'value' | 'error' | 'reload'>;
  children: (value: T) => ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { title, description, actions, loaded, children } = props;
  const { value, error, reload } = loaded;

  function renderBody() {
    if (error) {
      return (
        <ErrorAlert title={t('tab.error')} error={error} onRetry={reload} />
      );
    }
    if (value === undefined) {
      return (
        <div
          className={styles.waiting}
          role="status"
          aria-busy="true"
          aria-label={t('tab.loading')}
        >
          {SKELETONS.map(number => (
            <Skeleton key={number} width="100%" height="12rem" />
          ))}
        </div>
      );
    }
    return children(value);
  }

  return (
    <section className={styles.tab} aria-label={title}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Text as="h2" variant="title-small" weight="bold">
            {title}
          </Text>
          <Text as="p" variant="body-medium" color="secondary">
            {description}
          </Text>
        </div>
        {actions}
      </div>
      {renderBody()}
    </section>
  );
}
