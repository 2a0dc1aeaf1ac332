// What SageMaker remembers of how models are built: pipelines, experiments, the model registry.
import type {
  InferenceSpecification,
  MetadataProperties,
  ModelApprovalStatus,
  ModelCardStatus,
  ModelLifeCycle,
  ModelMetrics,
} from '@aws-sdk/client-sagemaker';

/** Who did something. */
export interface Identity {
  arn: string;
  principalId: string;
  /** The person behind the session, where it names one. */
  sourceIdentity?: string;
}

/** A version of a pipeline's definition. */
export interface PipelineVersion {
  /** SageMaker's pipeline definition, JSON. */
  definition: string;
  createdAt: number;
}

/** A SageMaker pipeline. */
export interface Pipeline {
  accountId: string;
  region: string;
  name: string;
  displayName?: string;
  description?: string;
  roleArn: string;
  createdAt: number;
  createdBy: Identity;
  changedAt: number;
  changedBy: Identity;
  /** When it was started last. */
  lastRunAt?: number;
  /** Oldest first: the first is version 1. */
  versions: PipelineVersion[];
  /** How often it was started. */
  runs: number;
  /** How many steps may run at a time. */
  parallelism?: number;
  /** A second request with the same token is the same request. */
  token?: string;
}

/** A step of a pipeline, as far as an execution has come with it. */
export interface PipelineStepRun {
  name: string;
  status:
    'Starting' | 'Executing' | 'Stopping' | 'Stopped' | 'Failed' | 'Succeeded';
  startedAt: number;
  endedAt?: number;
  failureReason?: string;
  /** Of what it runs or makes: a job, a model package. */
  arn?: string;
  /** Of a condition. */
  outcome?: boolean;
}

/** An execution of a pipeline. */
export interface PipelineExecution {
  id: string;
  accountId: string;
  region: string;
  pipelineName: string;
  /** The version of the pipeline that it executes. */
  version: number;
  /** The how many-th execution of the pipeline it is. */
  run: number;
  displayName?: string;
  description?: string;
  status: 'Executing' | 'Stopping' | 'Stopped' | 'Failed' | 'Succeeded';
  failureReason?: string;
  /** Every parameter of the definition, those that were not given by their default. */
  parameters: Record<string, string>;
  startedAt: number;
  createdBy: Identity;
  changedAt: number;
  changedBy: Identity;
  experimentName?: string;
  trialName?: string;
  /** Those that have started, in the order in which they did. */
  steps: PipelineStepRun[];
  /** What the evaluation finds, by the metric's name; goes before what would be drawn. */
  metrics?: Record<string, number>;
  parallelism?: number;
  /** A second request with the same token is the same request. */
  token?: string;
}

/** An experiment of SageMaker Experiments. */
export interface Experiment {
  accountId: string;
  region: string;
  name: string;
  displayName?: string;
  description?: string;
  createdAt: number;
  createdBy: Identity;
  changedAt: number;
  /** ARN of the pipeline that made it. */
  sourceArn?: string;
}

/** A trial: one attempt of an experiment. */
export interface Trial {
  accountId: string;
  region: string;
  name: string;
  displayName?: string;
  experimentName: string;
  createdAt: number;
  createdBy: Identity;
  changedAt: number;
  /** ARN of the pipeline execution that made it. */
  sourceArn?: string;
  /** Names of its trial components. */
  components: string[];
}

/** A trial component: what one job of a trial did. */
export interface TrialComponent {
  accountId: string;
  region: string;
  name: string;
  displayName?: string;
  status?: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
  statusMessage?: string;
  startedAt?: number;
  endedAt?: number;
  createdAt: number;
  createdBy: Identity;
  changedAt: number;
  source?: { arn: string; type: string };
}

/** An MLflow tracking server. */
export interface TrackingServer {
  accountId: string;
  region: string;
  name: string;
  artifactStoreUri: string;
  size: 'Small' | 'Medium' | 'Large';
  mlflowVersion: string;
  roleArn: string;
  automaticModelRegistration: boolean;
  weeklyMaintenanceWindowStart?: string;
  status:
    | 'Creating'
    | 'Created'
    | 'Stopping'
    | 'Stopped'
    | 'Starting'
    | 'Started'
    | 'Deleting';
  /** Where people open it, before the domain. */
  host: string;
  createdAt: number;
  createdBy: Identity;
  changedAt: number;
  changedBy: Identity;
}

/** A model package group: a registered model. */
export interface ModelPackageGroup {
  accountId: string;
  region: string;
  name: string;
  description?: string;
  createdAt: number;
  createdBy: Identity;
  /** The number of its newest version, also of one that was deleted; 0 before the first. */
  lastVersion: number;
  /** The resource policy, JSON: which other accounts may reach it. */
  policy?: string;
}

/** A versioned model package: a version of a registered model. */
export interface ModelPackage {
  accountId: string;
  region: string;
  groupName: string;
  version: number;
  description?: string;
  createdAt: number;
  createdBy: Identity;
  /** When and by whom it was changed last, be it reviewed. */
  changedAt?: number;
  changedBy?: Identity;
  approval: ModelApprovalStatus;
  approvalDescription?: string;
  inferenceSpecification?: InferenceSpecification;
  metadataProperties?: MetadataProperties;
  modelMetrics?: ModelMetrics;
  customerMetadata: Record<string, string>;
  /** The card inside of it. */
  card?: { content: string; status: ModelCardStatus };
  lifeCycle?: ModelLifeCycle;
  domain?: string;
  task?: string;
  samplePayloadUrl?: string;
  sourceUri?: string;
  /** A second request with the same token is the same request. */
  token?: string;
}

/** A version of a model card. */
export interface ModelCardVersion {
  content: string;
  status: ModelCardStatus;
  createdAt: number;
  createdBy: Identity;
}

/** A model card. */
export interface ModelCard {
  accountId: string;
  region: string;
  name: string;
  kmsKeyId?: string;
  /** Oldest first: the first is version 1. */
  versions: ModelCardVersion[];
}

/** What SageMaker does by itself to build models. */
export type ModelBuildingWork =
  | { kind: 'execute-pipeline-step'; executionArn: string; stepName: string }
  | { kind: 'complete-pipeline-step'; executionArn: string; stepName: string }
  | { kind: 'stop-pipeline-execution'; executionArn: string }
  | { kind: 'complete-tracking-server'; trackingServerArn: string };
