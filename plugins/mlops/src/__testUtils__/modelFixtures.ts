// Models and versions for tests; each test changes what it is about.
import type {
  EndpointEvidence,
  ModelDetail,
  ModelVersion,
  PipelineEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { OBSERVED_AT } from './fixtures';

const ARN = 'arn:aws:sagemaker:eu-west-1';

/** The ARN of a version of the model `churn`. */
export function versionArn(version: number): string {
  return `${ARN}:222222222222:model-package/churn/${version}`;
}

/** The ARN of an execution of the training pipeline of `churn`. */
export function executionArn(execution: string): string {
  return `${ARN}:222222222222:pipeline/churn-training/execution/${execution}`;
}

export function versionOf(
  version: number,
  changes: Partial<ModelVersion> = {},
): ModelVersion {
  return {
    arn: versionArn(version),
    version,
    status: 'Completed',
    approval: 'Approved',
    createdAt: OBSERVED_AT,
    reviewedAt: OBSERVED_AT,
    reviewedBy: 'grace',
    generatedBy: executionArn(`run-${version}`),
    metrics: [
      { name: 'auc', value: 0.8 + version / 100 },
      { name: 'log.loss', value: 0.5 - version / 100 },
    ],
    ...changes,
  };
}

/** A version that awaits approval. */
export function pendingVersion(version: number): ModelVersion {
  return versionOf(version, {
    approval: 'PendingManualApproval',
    reviewedAt: undefined,
    reviewedBy: undefined,
  });
}

export function monitorOf(
  changes: Partial<ModelDetail['monitors'][number]> = {},
): ModelDetail['monitors'][number] {
  return {
    name: 'churn-data-quality',
    type: 'DataQuality',
    endpoint: 'churn',
    environment: 'prod',
    status: 'Scheduled',
    lastExecution: { scheduledAt: OBSERVED_AT, status: 'Completed' },
    ...changes,
  };
}

/** A model: its newest version is the first of its history, as in the backend. */
export function modelOf(changes: Partial<ModelDetail> = {}): ModelDetail {
  const history = changes.history ?? [versionOf(2), versionOf(1)];
  return {
    group: 'churn',
    accountId: '222222222222',
    environment: 'dev',
    useCase: 'churn-prediction',
    owner: 'group:default/pricing',
    arn: `${ARN}:222222222222:model-package-group/churn`,
    versions: history.length,
    latest: history.at(0),
    serving: [],
    monitors: [],
    description: 'Who is about to leave',
    createdAt: OBSERVED_AT,
    observedAt: OBSERVED_AT,
    ...changes,
    history,
  };
}

/** The training pipeline of `churn`, with executions of these names, the newest first. */
export function pipelineOf(...executions: string[]): PipelineEvidence {
  return {
    name: 'churn-training',
    arn: `${ARN}:222222222222:pipeline/churn-training`,
    executions: executions.map(execution => ({
      arn: executionArn(execution),
      status: 'Succeeded',
      startedAt: OBSERVED_AT,
    })),
    triggers: [],
  };
}

/** An endpoint that serves a version of `churn`. */
export function endpointOf(
  version: number,
  changes: Partial<EndpointEvidence> = {},
): EndpointEvidence {
  return {
    name: 'churn',
    arn: `${ARN}:444444444444:endpoint/churn`,
    status: 'InService',
    lastModifiedAt: OBSERVED_AT,
    configName: 'churn',
    variants: [
      {
        name: 'all',
        modelName: 'churn',
        modelPackageArn: versionArn(version),
        networkIsolation: true,
        inVpc: true,
      },
    ],
    dataCapture: true,
    ...changes,
  };
}
