// What a schedule or a rule starts: pipelines of SageMaker, and nothing else here.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { Pipeline } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { findPipeline } from '../sageMaker/pipelines';
import { startExecution } from '../sageMaker/pipelineWork';
import { serviceIdentity } from '../sageMaker/userContext';

const PIPELINE = /^arn:aws:sagemaker:([^:]+):(\d{12}):pipeline\/(.+)$/;

/** What is to be started. */
export interface Target {
  Arn: string;
  RoleArn?: string;
  SageMakerPipelineParameters?: {
    PipelineParameterList?: { Name: string; Value: string }[];
  };
}

/** Whether a target is a pipeline of SageMaker. */
export function isPipeline({ Arn }: Target): boolean {
  return PIPELINE.test(Arn);
}

function pipelineOf(state: State, arn: string): Pipeline | undefined {
  const [, region, accountId, name] = PIPELINE.exec(arn) ?? [];
  return findPipeline(state, { accountId, region }, name);
}

/**
 * Starts the pipeline that a target is; does nothing when there is none.
 *
 * @param service - what starts it: `scheduler`
 */
export function startTarget(
  context: Context,
  { Arn, RoleArn = '', SageMakerPipelineParameters }: Target,
  service: string,
): void {
  const pipeline = pipelineOf(context.state, Arn);
  if (!pipeline) {
    return;
  }
  const { PipelineParameterList = [] } = SageMakerPipelineParameters ?? {};
  try {
    startExecution(context, pipeline, {
      startedBy: serviceIdentity(pipeline.accountId, RoleArn, service),
      parameters: Object.fromEntries(
        PipelineParameterList.map(({ Name, Value }) => [Name, Value]),
      ),
    });
  } catch (error) {
    // What the target refuses, EventBridge drops in the end; nobody is told.
    if (!(error instanceof AwsError)) {
      throw error;
    }
  }
}
