// What SageMaker remembers of how models serve: models, endpoints, monitors.
import type {
  ContainerDefinition,
  DataCaptureConfig,
  MonitoringScheduleConfig,
  MonitoringType,
  ProductionVariant,
  VpcConfig,
} from '@aws-sdk/client-sagemaker';

/** A SageMaker model: what a container serves. */
export interface Model {
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  primaryContainer?: ContainerDefinition;
  /** In the order in which they follow one another; instead of a primary one. */
  containers?: ContainerDefinition[];
  executionRoleArn?: string;
  vpcConfig?: VpcConfig;
  networkIsolation: boolean;
}

/** An endpoint configuration. */
export interface EndpointConfig {
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  variants: ProductionVariant[];
  dataCapture?: DataCaptureConfig;
  kmsKeyId?: string;
  executionRoleArn?: string;
  vpcConfig?: VpcConfig;
  networkIsolation?: boolean;
}

/** What an endpoint serves: what its configuration said when it was deployed. */
export interface Deployment {
  configName: string;
  variants: ProductionVariant[];
  dataCapture?: DataCaptureConfig;
}

/** A SageMaker endpoint. */
export interface Endpoint {
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  changedAt: number;
  status: 'Creating' | 'InService' | 'Updating' | 'Deleting';
  /** What it serves, or is to serve first. */
  deployment: Deployment;
  /** What an update under way is to bring. */
  next?: Deployment;
}

/** What a monitor is to look at and how: one of the four types of job definitions. */
export interface MonitoringDefinition {
  accountId: string;
  region: string;
  name: string;
  type: MonitoringType;
  createdAt: number;
  /** Absent when it looks at batch transform jobs. */
  endpointName?: string;
  /** All that it was given beside its name and tags, under SageMaker's own names. */
  settings: Record<string, unknown>;
}

/** A monitoring schedule. */
export interface MonitoringSchedule {
  accountId: string;
  region: string;
  name: string;
  type: MonitoringType;
  createdAt: number;
  changedAt: number;
  status: 'Pending' | 'Scheduled' | 'Stopped';
  endpointName?: string;
  config: MonitoringScheduleConfig;
  /** When it is executed next; absent when it is not to be. */
  nextAt?: number;
}

/** An execution of a monitoring schedule. */
export interface MonitoringExecution {
  /** Name of its processing job. */
  jobName: string;
  /** Of the schedule, when it was executed. */
  type: MonitoringType;
  definitionName?: string;
  endpointName?: string;
  scheduledAt: number;
  createdAt: number;
  startedAt?: number;
  changedAt: number;
  status:
    | 'Pending'
    | 'InProgress'
    | 'Completed'
    | 'CompletedWithViolations'
    | 'Failed'
    | 'Stopped';
  /** How many constraints were violated. */
  violations: number;
  failureReason?: string;
}

/** What SageMaker does by itself to serve models and to watch them. */
export type ModelServingWork =
  | { kind: 'complete-endpoint'; endpointArn: string }
  | { kind: 'delete-endpoint'; endpointArn: string }
  | { kind: 'activate-monitoring-schedule'; scheduleArn: string }
  | { kind: 'execute-monitoring-schedule'; scheduleArn: string }
  | {
      kind: 'advance-monitoring-execution';
      scheduleArn: string;
      jobName: string;
    };

/** The part of the state that is about serving models. */
export interface ModelServingState {
  models: Model[];
  endpointConfigs: EndpointConfig[];
  endpoints: Endpoint[];
  monitoringDefinitions: MonitoringDefinition[];
  monitoringSchedules: MonitoringSchedule[];
  /** The newest of each schedule, oldest first, by the schedule's ARN; they outlive it. */
  monitoringExecutions: Record<string, MonitoringExecution[]>;
  /** How far what an endpoint sees is from its baseline, 0 to 1, by the endpoint's ARN; 0 when absent. */
  monitoringDrift: Record<string, Partial<Record<MonitoringType, number>>>;
}
