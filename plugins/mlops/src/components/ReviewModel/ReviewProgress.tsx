import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { mlopsTranslationRef } from '../../translation';
import { ErrorAlert } from '../ErrorAlert';
import type { ReviewState } from './useReview';
import styles from './ReviewModel.module.css';

function Log({ lines }: { lines: string[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return lines.length > 0 ? (
    <details className={styles.log}>
      <summary>{t('models.review.log')}</summary>
      <ol>
        {lines.map((line, index) => (
          // Lines are only ever added, and may say the same twice.
          <li key={index}>{line}</li>
        ))}
      </ol>
    </details>
  ) : null;
}

/** How far a decision has come, and what went wrong. */
export function ReviewProgress(props: {
  state: Exclude<ReviewState, { step: 'idle' }>;
  /** Number of the version that is decided on. */
  version: string;
  /** What the task says it does. */
  log: string[];
  /** Lets the person decide anew. */
  onBack: () => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { state, version, log, onBack } = props;
  if (state.step === 'trouble') {
    const { trouble, error, resume } = state;
    return (
      <div className={styles.review}>
        <ErrorAlert
          title={t(`models.review.trouble.${trouble}`, { version })}
          error={error ?? t('models.review.cancelledText')}
          onRetry={resume}
          actions={
            !resume && (
              <Button size="small" variant="secondary" onPress={onBack}>
                {t('models.review.back')}
              </Button>
            )
          }
        />
        <Log lines={log} />
      </div>
    );
  }
  const { step, decision } = state;
  return (
    <div className={styles.review}>
      <Alert
        role="status"
        status={step === 'done' ? 'success' : 'info'}
        icon
        isPending={step !== 'done'}
        title={t(`models.review.${step}.${decision}`, { version })}
        description={step === 'done' ? undefined : log.at(-1)}
      />
      <Log lines={log} />
    </div>
  );
}
