// What the services around SageMaker remember. Times are milliseconds since 1970.
import type { PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import type { Validated } from '../operation';

/** A repository of AWS CodeCommit; what is in it is not kept. */
export interface CodeRepository {
  id: string;
  accountId: string;
  region: string;
  name: string;
  description?: string;
  kmsKeyId?: string;
  createdAt: number;
  changedAt: number;
}

/** A CI/CD pipeline of AWS CodePipeline. */
export interface DeliveryPipeline {
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  updatedAt: number;
  /** Of each version, the first one first. */
  declarations: Validated<PipelineDeclaration>[];
}

/** What an action did in an execution of a pipeline. */
export interface DeliveryActionExecution {
  id: string;
  stage: string;
  action: string;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Abandoned';
  startedAt: number;
  updatedAt: number;
  /** What an approval waits for. */
  token?: string;
  /** ARN of who approved or rejected. */
  updatedBy?: string;
  /** What was said with it. */
  summary?: string;
  error?: { code: string; message: string };
}

/** An execution of a CI/CD pipeline. */
export interface DeliveryExecution {
  id: string;
  accountId: string;
  region: string;
  pipelineName: string;
  pipelineVersion: number;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Superseded';
  /** Of the stage it is in, or waits for. */
  stageIndex: number;
  /** Whether another execution is still in that stage. */
  isWaiting: boolean;
  startedAt: number;
  updatedAt: number;
  trigger: {
    type: 'CreatePipeline' | 'StartPipelineExecution';
    detail: string;
  };
  /** A second request with the same token is the same request. */
  token?: string;
  variables: Record<string, string>;
  /** In the order in which they began. */
  actions: DeliveryActionExecution[];
}
