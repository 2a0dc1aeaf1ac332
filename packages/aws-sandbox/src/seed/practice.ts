// How a use case of the example organization is worked on, once its model is chosen.
import type { MonitoringType } from '@aws-sdk/client-sagemaker';

/** A check in a training pipeline, as SageMaker names it. */
export type SeedCheck =
  | 'DATA_QUALITY'
  | 'DATA_BIAS'
  | 'MODEL_QUALITY'
  | 'MODEL_BIAS'
  | 'MODEL_EXPLAINABILITY';

/** Its training pipeline. */
export interface SeedPipeline {
  daysAgo: number;
  /** What an evaluation measures, and from where on a model is registered; without, every model is. */
  gate?:
    { metric: 'auc'; atLeast: number } | { metric: 'mape'; atMost: number };
  checks?: SeedCheck[];
}

/** A run of its training pipeline that somebody started. */
export interface SeedRun {
  daysAgo: number;
  /** What becomes of the version a day later; it stays pending when absent. */
  outcome?: 'approved' | 'rejected' | 'deployed';
  /** What the evaluation finds; drawn when absent. */
  metrics?: Record<string, number>;
}

/** How a use case is worked on. */
export interface SeedPractice {
  /** Its database in the data lake. */
  database: string;
  pipeline: SeedPipeline;
  /** Oldest first. */
  runs: SeedRun[];
  /** When the pipeline is started without anybody, since when. */
  retraining?: { daysAgo: number; expression: string };
  /** A pipeline that predicts, which the schedule of the project starts each night. */
  batch?: { daysAgo: number };
  /** An MLflow tracking server. */
  trackingServer?: { daysAgo: number };
  /** A model card beside those in the versions. */
  card?: { daysAgo: number };
  /** The CI/CD pipeline that deploys; somebody does it by hand before. */
  delivery?: { daysAgo: number };
  /** How what is deployed is served. */
  serving?: {
    /** Whether its containers are isolated from the network. */
    isIsolated: boolean;
    /** Whether prod keeps serving the first version at an endpoint of its own, to fall back on. */
    hasFallback?: boolean;
  };
  /** What looks after the endpoint in prod each day. */
  monitors?: { daysAgo: number; types: MonitoringType[] };
  /** What an endpoint sees begins to differ from what its model learned from. */
  drift?: { daysAgo: number; type: MonitoringType; first: number };
}
