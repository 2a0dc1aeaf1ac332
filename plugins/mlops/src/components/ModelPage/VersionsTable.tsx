import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type {
  ModelDetail,
  ModelVersion,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { Fragment, useState } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ApprovalMark } from '../ModelsPage/ApprovalMark';
import { ServingMarks } from '../ModelsPage/ServingMarks';
import { AWAITING } from '../ModelsPage/useModels';
import { Notice } from '../Notice';
import { ReviewModel, type Decision } from '../ReviewModel';
import { formatMetric } from './metrics';
import { reviewerInWords } from './reviewer';
import styles from './ModelPage.module.css';

/** How many versions are shown until all are asked for. */
const FIRST_VERSIONS = 5;

function Reviewed({ version }: { version: ModelVersion }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { reviewedBy, reviewedAt } = version;
  const who = reviewedBy && (
    <span title={reviewedBy}>{reviewerInWords(reviewedBy)}</span>
  );
  const age = reviewedAt && <Age of={reviewedAt} />;
  if (who) {
    return (
      <>
        {age
          ? t('model.reviewedBy', { who, age })
          : t('model.reviewedByOnly', { who })}
      </>
    );
  }
  return (
    <>{age ? t('model.reviewedAtOnly', { age }) : t('model.reviewedUnknown')}</>
  );
}

function VersionRow(props: { model: ModelDetail; version: ModelVersion }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, version } = props;
  const { approval, approvalDescription, metrics, createdAt, status } = version;
  return (
    <tr>
      <th scope="row">
        {t('models.version', { version: String(version.version) })}
        {status !== 'Completed' && (
          <>
            {' '}
            <span className={styles.quiet}>{status}</span>
          </>
        )}
      </th>
      <td>
        <ApprovalMark approval={approval} />{' '}
        {approval !== AWAITING && (
          <span className={styles.quiet}>
            <Reviewed version={version} />
          </span>
        )}
        {approvalDescription && (
          <q className={styles.comment}>{approvalDescription}</q>
        )}
      </td>
      <td>
        {metrics.length > 0 ? (
          <dl className={styles.metricList}>
            {metrics.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{formatMetric(value)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <span className={styles.quiet}>{t('model.noMetrics')}</span>
        )}
      </td>
      <td>
        {createdAt ? (
          <Age of={createdAt} />
        ) : (
          <span className={styles.quiet}>{t('model.createdUnknown')}</span>
        )}
      </td>
      <td>
        <ServingMarks
          serving={model.serving.filter(
            serving => serving.version === version.version,
          )}
        />
      </td>
    </tr>
  );
}

/** The versions of a model, the newest first; one that awaits approval can be approved or rejected in its place. */
export function VersionsTable(props: {
  model: ModelDetail;
  /** Whether versions may still be approved. */
  isReviewable: boolean;
  onReviewed: (version: ModelVersion, decision: Decision) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, isReviewable, onReviewed } = props;
  const [isWhole, setIsWhole] = useState(false);
  // A version under review no longer awaits approval once it is decided, but how that goes on has to stay in its place.
  const [reviewing, setReviewing] = useState<string[]>([]);
  const { history } = model;
  const isUnderReview = ({ arn, approval }: ModelVersion) =>
    reviewing.includes(arn) || (isReviewable && approval === AWAITING);
  const columns = [
    t('model.columnVersion'),
    t('model.columnApproval'),
    t('model.columnMetrics'),
    t('model.columnCreated'),
    t('model.columnServing'),
  ];

  if (history.length === 0) {
    return (
      <Notice
        title={t('model.noVersionsTitle')}
        text={t('model.noVersionsText')}
      />
    );
  }
  return (
    <section className={styles.section} aria-label={t('model.versions')}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('model.versions')}
      </Text>
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <div
        className={styles.scroll}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={t('model.versions')}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {history
              .slice(0, isWhole ? undefined : FIRST_VERSIONS)
              .map(version => (
                <Fragment key={version.arn}>
                  <VersionRow model={model} version={version} />
                  {isUnderReview(version) && (
                    <tr className={styles.reviewRow}>
                      <td colSpan={columns.length}>
                        <ReviewModel
                          version={version}
                          accountId={model.accountId}
                          useCase={model.useCase}
                          onStart={() =>
                            setReviewing(arns => [...arns, version.arn])
                          }
                          onDone={decision => {
                            setReviewing(arns =>
                              arns.filter(arn => arn !== version.arn),
                            );
                            onReviewed(version, decision);
                          }}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
          </tbody>
        </table>
      </div>
      {history.length > FIRST_VERSIONS && (
        <Button
          className={styles.more}
          size="small"
          variant="tertiary"
          aria-expanded={isWhole}
          onPress={() => setIsWhole(whole => !whole)}
        >
          {isWhole
            ? t('model.showFewerVersions')
            : t('model.showAllVersions', { number: String(history.length) })}
        </Button>
      )}
    </section>
  );
}
