import { useApiHolder } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { DecisionForm } from './DecisionForm';
import type { TaskApi } from './followTask';
import { ReviewProgress } from './ReviewProgress';
import { useReview, type Decision, type ReviewOptions } from './useReview';
import styles from './ReviewModel.module.css';

function Review({
  scaffolder,
  ...options
}: ReviewOptions & { scaffolder: TaskApi }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { state, log, decide, reset } = useReview(scaffolder, options);
  const [chosen, setChosen] = useState<Decision>();
  const [comment, setComment] = useState('');
  // The button to which one comes back from the form.
  const [left, setLeft] = useState<Decision>();
  const version = String(options.version.version);

  if (state.step !== 'idle') {
    return (
      <ReviewProgress
        state={state}
        version={version}
        log={log}
        onBack={reset}
      />
    );
  }
  if (chosen) {
    return (
      <DecisionForm
        decision={chosen}
        version={version}
        comment={comment}
        onCommentChange={setComment}
        onSubmit={() => decide(chosen, comment.trim())}
        onCancel={() => {
          setLeft(chosen);
          setChosen(undefined);
        }}
      />
    );
  }
  return (
    <div className={styles.actions}>
      {(['approve', 'reject'] as const).map(decision => (
        <Button
          key={decision}
          size="small"
          variant={decision === 'approve' ? 'primary' : 'secondary'}
          aria-label={t(`models.review.${decision}Version`, { version })}
          // Where one was before the form opened.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={left === decision}
          onPress={() => setChosen(decision)}
        >
          {t(`models.review.${decision}`)}
        </Button>
      ))}
    </div>
  );
}

/**
 * The buttons that approve or reject a model version which awaits approval,
 * with the comment, the progress and the trouble of it in place. Nothing in an
 * app without the scaffolder.
 */
export function ReviewModel(props: ReviewOptions) {
  const scaffolder = useApiHolder().get(scaffolderApiRef);
  return scaffolder ? (
    <Review key={props.version.arn} {...props} scaffolder={scaffolder} />
  ) : null;
}
