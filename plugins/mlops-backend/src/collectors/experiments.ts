import {
  paginateListExperiments,
  paginateListMlflowTrackingServers,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  type ExperimentsEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { byName, listAll, PAGE_SIZE } from './listing';

type Context = CollectorContext<ExperimentsEvidence>;

/** How many experiments are kept. */
const KEPT_EXPERIMENTS = 20;

async function readExperiments({
  aws,
  signal,
}: Context): Promise<ExperimentsEvidence['experiments']> {
  const summaries = await listAll(
    paginateListExperiments(
      { client: aws.sageMaker, pageSize: KEPT_EXPERIMENTS },
      { SortBy: 'CreationTime', SortOrder: 'Descending' },
      { abortSignal: signal },
    ),
    page => page.ExperimentSummaries,
    KEPT_EXPERIMENTS,
  );
  return summaries
    .map(summary => ({
      name: summary.ExperimentName ?? '',
      arn: summary.ExperimentArn ?? '',
      createdAt: summary.CreationTime?.toISOString(),
      lastModifiedAt: summary.LastModifiedTime?.toISOString(),
    }))
    .sort(
      (a, b) =>
        (b.createdAt ?? '').localeCompare(a.createdAt ?? '') || byName(a, b),
    );
}

async function readTrackingServers({
  aws,
  signal,
}: Context): Promise<ExperimentsEvidence['trackingServers']> {
  const summaries = await listAll(
    paginateListMlflowTrackingServers(
      { client: aws.sageMaker, pageSize: PAGE_SIZE },
      {},
      { abortSignal: signal },
    ),
    page => page.TrackingServerSummaries,
  );
  return summaries
    .map(summary => ({
      name: summary.TrackingServerName ?? '',
      arn: summary.TrackingServerArn ?? '',
      status: summary.TrackingServerStatus ?? 'Unknown',
      active: summary.IsActive === 'Active',
    }))
    .sort(byName);
}

/** The newest experiments, and the MLflow tracking servers. */
export const experimentsCollector: AccountCollector<ExperimentsEvidence> = {
  concern: 'experiments',
  what: 'experiments and MLflow tracking servers',
  schema: ACCOUNT_CONCERNS.experiments,
  iamActions: [
    'sagemaker:ListExperiments',
    'sagemaker:ListMlflowTrackingServers',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: [
        // SageMaker does not tell of experiments, but a pipeline makes one when it runs.
        'SageMaker Model Building Pipeline Execution Status Change',
        'SageMaker Tracking Server Created',
        'SageMaker Tracking Server Create Failed',
        'SageMaker Tracking Server Started',
        'SageMaker Tracking Server Stopped',
        'SageMaker Tracking Server Deleted',
      ],
    },
  ],
  async collect(context) {
    return {
      experiments: await readExperiments(context),
      trackingServers: await readTrackingServers(context),
    };
  },
};
