import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { ReactNode } from 'react';
import { errorMessage } from '../../errorMessage';
import { mlopsTranslationRef } from '../../translation';

/** Says what went wrong in the backend's own words, with a way to try again. */
export function ErrorAlert(props: {
  title: string;
  error: unknown;
  onRetry?: () => void;
  /** What else the person can do. */
  actions?: ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { title, error, onRetry, actions } = props;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={errorMessage(error)}
      customActions={
        <>
          {actions}
          {onRetry && (
            <Button size="small" variant="secondary" onPress={onRetry}>
              {t('error.retry')}
            </Button>
          )}
        </>
      }
    />
  );
}
