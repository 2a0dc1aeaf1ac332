// The experiment, the trial and the trial components that a pipeline makes as it runs.
import type { Context } from '../../operation';
import type {
  PipelineExecution,
  PipelineStepRun,
} from '../../state/modelBuilding';
import { ensureExperiment, ensureTrial } from './experiments';
import { executionArn, pipelineArn } from './pipelineArns';
import type { PipelineDefinition } from './pipelineDefinition';
import { resolveValue } from './pipelineValues';
import { addTrialComponent, newTrialComponent } from './trialComponents';

/** Words of jobs in ARNs that Experiments tracks, with its own word for them. */
const TRACKED: Record<string, string> = {
  'training-job': 'SageMakerTrainingJob',
  'processing-job': 'SageMakerProcessingJob',
  'transform-job': 'SageMakerTransformJob',
};

/**
 * Makes the experiment and the trial of an execution that starts: named like
 * the pipeline and the execution, unless the definition names others or none.
 */
export function addTrialOf(
  context: Context,
  execution: PipelineExecution,
  { experiment: config }: PipelineDefinition,
): void {
  if (config === null) {
    return;
  }
  const { accountId, region, pipelineName, id, createdBy } = execution;
  const named = (name: string, otherwise: string) => {
    const value = config?.[name];
    return value === undefined
      ? otherwise
      : String(resolveValue(execution, value));
  };
  const experimentName = named('ExperimentName', pipelineName);
  const trialName = named('TrialName', id);
  const common = { accountId, region, createdBy };
  ensureExperiment(context, {
    ...common,
    name: experimentName,
    sourceArn: pipelineArn({ accountId, region, name: pipelineName }),
  });
  ensureTrial(context, {
    ...common,
    name: trialName,
    experimentName,
    sourceArn: executionArn(execution),
  });
  Object.assign(execution, { experimentName, trialName });
}

/** Has the trial of an execution track the job of a step that has ended. */
export function addStepToTrial(
  context: Context,
  { accountId, region, trialName, createdBy }: PipelineExecution,
  run: PipelineStepRun,
): void {
  const [, word = '', jobName] =
    /:([a-z-]+)\/([^/]+)$/.exec(run.arn ?? '') ?? [];
  const type = TRACKED[word];
  if (!type || !trialName || !run.arn) {
    return;
  }
  const component = newTrialComponent(context, {
    accountId,
    region,
    name: `${jobName}-aws-${word}`,
    displayName: run.name,
    status: run.status === 'Succeeded' ? 'Completed' : 'Failed',
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    createdBy,
    source: { arn: run.arn, type },
  });
  addTrialComponent(context, component, trialName);
}
