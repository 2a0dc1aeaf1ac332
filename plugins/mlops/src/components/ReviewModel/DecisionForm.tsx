import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { useState, type FormEvent } from 'react';
import { mlopsTranslationRef } from '../../translation';
import type { Decision } from './useReview';
import styles from './ReviewModel.module.css';

/** The longest comment that SageMaker keeps with a decision. */
const MAX_COMMENT_LENGTH = 1024;

/** Asks for the comment on a decision; a rejection has to have one. */
export function DecisionForm(props: {
  decision: Decision;
  /** Number of the version that is decided on. */
  version: string;
  comment: string;
  onCommentChange: (comment: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { decision, version, comment, onCommentChange, onSubmit, onCancel } =
    props;
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const isReject = decision === 'reject';
  const isMissing = isReject && comment.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setWasSubmitted(true);
    if (!isMissing) {
      onSubmit();
    }
  }

  return (
    <form
      className={styles.form}
      aria-label={t(`models.review.${decision}Version`, { version })}
      onSubmit={submit}
    >
      <TextAreaField
        label={t('models.review.comment')}
        secondaryLabel={
          isReject ? t('models.review.required') : t('models.review.optional')
        }
        description={t(`models.review.${decision}Help`)}
        // The field appears because its button was pressed: this is where one goes on.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        rows={2}
        maxLength={MAX_COMMENT_LENGTH}
        value={comment}
        onChange={onCommentChange}
        isRequired={isReject}
        validationBehavior="aria"
        validate={() =>
          wasSubmitted && isMissing ? t('models.review.commentMissing') : null
        }
      />
      <div className={styles.actions}>
        <Button
          size="small"
          type="submit"
          variant="primary"
          destructive={isReject}
        >
          {t(`models.review.${decision}Version`, { version })}
        </Button>
        <Button size="small" variant="tertiary" onPress={onCancel}>
          {t('models.review.cancel')}
        </Button>
      </div>
    </form>
  );
}
