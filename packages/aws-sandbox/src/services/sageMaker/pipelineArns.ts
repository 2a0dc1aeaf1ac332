import type { Pipeline, PipelineExecution } from '../../state/modelBuilding';

type PipelineKey = Pick<Pipeline, 'accountId' | 'region' | 'name'>;
type ExecutionKey = Pick<
  PipelineExecution,
  'accountId' | 'region' | 'pipelineName' | 'id'
>;

/** ARN of a pipeline. */
export function pipelineArn({ region, accountId, name }: PipelineKey): string {
  return `arn:aws:sagemaker:${region}:${accountId}:pipeline/${name}`;
}

/** ARN of an execution of a pipeline. */
export function executionArn(execution: ExecutionKey): string {
  const { pipelineName: name, id } = execution;
  return `${pipelineArn({ ...execution, name })}/execution/${id}`;
}
