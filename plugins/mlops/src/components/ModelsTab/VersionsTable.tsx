import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ModelEvidence,
  ModelVersion,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { ReactNode } from 'react';
import { metricOf } from '../../metricOf';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ApprovalMark } from '../ModelsPage/ApprovalMark';
import {
  ConsoleLink,
  DataTable,
  Quiet,
  ShowAll,
  useShortened,
  Who,
} from '../UseCaseTab';
import { formatMetric } from './metrics';
import type { ServedAt } from './serving';
import styles from './ModelsTab.module.css';

/** How many versions are shown at first. */
const SHOWN_VERSIONS = 5;

function Approval({ version }: { version: ModelVersion }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { approval, approvalDescription, reviewedAt, reviewedBy } = version;
  return (
    <div className={styles.review}>
      <ApprovalMark approval={approval} />
      {(reviewedBy || reviewedAt) && (
        <Quiet>
          {reviewedBy &&
            t('modelsTab.reviewedBy', { who: <Who who={reviewedBy} /> })}{' '}
          {reviewedAt && <Age of={reviewedAt} />}
        </Quiet>
      )}
      {approvalDescription && (
        <span className={styles.comment}>
          <Quiet>
            {t('modelsTab.comment', { comment: approvalDescription })}
          </Quiet>
        </span>
      )}
    </div>
  );
}

function Serving(props: {
  serving: ServedAt[];
  /** Whether the endpoints of every account could be read. */
  isComplete: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { serving, isComplete } = props;
  if (serving.length === 0) {
    return (
      <Quiet>
        {isComplete
          ? t('modelsTab.servesNowhere')
          : t('modelsTab.servesUnknown')}
      </Quiet>
    );
  }
  return (
    <ul className={styles.serving}>
      {serving.map(({ arn, endpoint, environment, status }) => (
        <li key={arn}>
          {t('modelsTab.serves', {
            environment: t(`environment.${environment}`),
            endpoint,
            status,
          })}
          <ConsoleLink arn={arn} what={endpoint} />
        </li>
      ))}
    </ul>
  );
}

/** The versions of a model, the newest first: approval, the chosen metric, and where each serves. */
export function VersionsTable(props: {
  model: ModelEvidence;
  /** The metric that has a column; undefined when there is none. */
  metric: string | undefined;
  serving: Map<string, ServedAt[]>;
  isServingComplete: boolean;
  /** How a version that waits for it can be approved or rejected. */
  review: (version: ModelVersion) => ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, metric, serving, isServingComplete, review } = props;
  const { group, versions } = model;
  const { shown, ...list } = useShortened(versions, SHOWN_VERSIONS);
  const reviews = new Map(
    shown.map(version => [version.arn, review(version)] as const),
  );
  const hasReviews = [...reviews.values()].some(Boolean);
  return (
    <>
      <DataTable
        label={t('modelsTab.versionsOf', { group })}
        columns={[
          { id: 'version', label: t('modelsTab.columnVersion') },
          { id: 'approval', label: t('modelsTab.columnApproval') },
          ...(metric ? [{ id: 'metric', label: metric, isNumber: true }] : []),
          { id: 'serves', label: t('modelsTab.columnServes') },
          { id: 'registered', label: t('modelsTab.columnRegistered') },
          ...(hasReviews
            ? [{ id: 'review', label: t('modelsTab.columnReview') }]
            : []),
        ]}
        rows={shown.map(version => {
          const { arn, createdAt } = version;
          const value = metric && metricOf(version, metric);
          return {
            key: arn,
            cells: [
              version.version,
              <Approval version={version} />,
              ...(metric
                ? [typeof value === 'number' ? formatMetric(value) : '–']
                : []),
              <Serving
                serving={serving.get(arn) ?? []}
                isComplete={isServingComplete}
              />,
              createdAt ? <Age of={createdAt} /> : t('tab.notKnown'),
              ...(hasReviews ? [reviews.get(arn)] : []),
            ],
          };
        })}
      />
      <ShowAll list={list} />
    </>
  );
}
