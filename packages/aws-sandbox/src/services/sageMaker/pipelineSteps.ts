// What the steps of a pipeline are, once an execution has come to them.
import type {
  PipelineExecutionStep,
  PipelineExecutionStepMetadata,
} from '@aws-sdk/client-sagemaker';
import { AWS_SECONDS } from '../../durations';
import type {
  PipelineExecution,
  PipelineStepRun,
} from '../../state/modelBuilding';
import {
  isRecord,
  type DefinedStep,
  type StepType,
} from './pipelineDefinition';

/** Types of steps that run a job of SageMaker, with the word for it in ARNs and the seconds that AWS takes. */
const JOBS: Partial<Record<StepType, { word: string; seconds: number }>> = {
  Training: { word: 'training-job', seconds: AWS_SECONDS.runTrainingJob },
  Tuning: {
    word: 'hyper-parameter-tuning-job',
    seconds: AWS_SECONDS.runTuningJob,
  },
  Transform: { word: 'transform-job', seconds: AWS_SECONDS.runTransformJob },
  Processing: { word: 'processing-job', seconds: AWS_SECONDS.runProcessingJob },
  QualityCheck: {
    word: 'processing-job',
    seconds: AWS_SECONDS.runProcessingJob,
  },
  ClarifyCheck: {
    word: 'processing-job',
    seconds: AWS_SECONDS.runProcessingJob,
  },
};

/** Seconds that AWS takes for a step once it executes. */
export function stepSeconds({ type }: DefinedStep): number {
  return JOBS[type]?.seconds ?? AWS_SECONDS.runPipelineStep;
}

/** ARN of the job that a step runs; undefined for a step that runs none. */
export function jobArn(
  { region, accountId, id }: PipelineExecution,
  { name, type }: DefinedStep,
  suffix: string,
): string | undefined {
  const job = JOBS[type];
  return (
    job &&
    `arn:aws:sagemaker:${region}:${accountId}:${job.word}/pipelines-${id}-${name.slice(0, 36)}-${suffix}`
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function checkMetadata({ source }: DefinedStep, arn: string | undefined) {
  return {
    CheckType: text(source.CheckType),
    ModelPackageGroupName: text(source.ModelPackageGroupName),
    SkipCheck: source.SkipCheck === true,
    RegisterNewBaseline: source.RegisterNewBaseline === true,
    CheckJobArn: arn,
  };
}

function lambdaArn({ source }: DefinedStep): string | undefined {
  return text(source.FunctionArn);
}

/** What SageMaker tells of a step beside its status. */
function metadataOf(
  step: DefinedStep,
  run: PipelineStepRun,
): PipelineExecutionStepMetadata | undefined {
  const { arn, outcome } = run;
  switch (step.type) {
    case 'Training':
      return arn ? { TrainingJob: { Arn: arn } } : undefined;
    case 'Tuning':
      return arn ? { TuningJob: { Arn: arn } } : undefined;
    case 'Transform':
      return arn ? { TransformJob: { Arn: arn } } : undefined;
    case 'Processing':
      return arn ? { ProcessingJob: { Arn: arn } } : undefined;
    case 'Model':
      return arn ? { Model: { Arn: arn } } : undefined;
    case 'RegisterModel':
      return arn ? { RegisterModel: { Arn: arn } } : undefined;
    case 'QualityCheck':
      return { QualityCheck: checkMetadata(step, arn) };
    case 'ClarifyCheck':
      return { ClarifyCheck: checkMetadata(step, arn) };
    case 'Lambda':
      return { Lambda: { Arn: lambdaArn(step) } };
    case 'Callback':
      return { Callback: { SqsQueueUrl: text(step.source.SqsQueueUrl) } };
    case 'EMR':
      return { EMR: { StepName: step.name } };
    case 'Condition':
      return outcome === undefined
        ? undefined
        : { Condition: { Outcome: outcome ? 'True' : 'False' } };
    case 'Fail':
      return run.failureReason
        ? { Fail: { ErrorMessage: run.failureReason } }
        : undefined;
    default:
      throw new Error(`No metadata for a step of type ${step.type}.`);
  }
}

/** A step of an execution as SageMaker tells of it. */
export function toStep(
  step: DefinedStep,
  run: PipelineStepRun,
): PipelineExecutionStep {
  return {
    StepName: run.name,
    StepDisplayName: step.displayName,
    StepDescription: step.description,
    StartTime: new Date(run.startedAt),
    EndTime: run.endedAt === undefined ? undefined : new Date(run.endedAt),
    StepStatus: run.status,
    FailureReason: run.failureReason,
    Metadata: metadataOf(step, run),
    AttemptCount: 1,
  };
}

/** The same with names as events have them: `trainingJob` for `TrainingJob`. */
function inCamelCase(value: unknown): unknown {
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [
        `${key[0].toLocaleLowerCase('en-US')}${key.slice(1)}`,
        inCamelCase(item),
      ]),
  );
}

/** What an event tells of a step beside its status. */
export function eventMetadata(
  step: DefinedStep,
  run: PipelineStepRun,
): unknown {
  return inCamelCase(metadataOf(step, run) ?? {});
}
