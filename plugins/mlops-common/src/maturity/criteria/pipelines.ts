// What SageMaker pipelines say of maturity.
import type { PipelineEvidence, PipelineStep } from '../../evidence';
import type { Criterion, Verdict } from '../types';
import { withAccounts } from './accounts';
import { judgeSome, lookAt } from './findings';
import {
  hasClarifyCheck,
  isGatedOnEvaluation,
  isTraining,
} from './pipelineSteps';

/** A criterion that one pipeline has to meet. */
function somePipeline(
  criterion: Omit<Criterion, 'judge'>,
  words: { met: string; unmet: string; remedy: string },
  look: (pipeline: PipelineEvidence) => { says: string; verdict: Verdict },
): Criterion {
  return {
    ...criterion,
    judge: evidence =>
      withAccounts(evidence, accounts =>
        judgeSome(
          lookAt(
            accounts,
            snapshot => snapshot.pipelines,
            (pipelines, account) =>
              pipelines.map(pipeline => {
                const { says, verdict } = look(pipeline);
                const text = `Pipeline ${pipeline.name} in ${account.name} ${says}`;
                return { text, arn: pipeline.arn, verdict };
              }),
          ),
          {
            ...words,
            none: 'There is no SageMaker pipeline.',
            remedy: { text: words.remedy },
          },
        ),
      ),
  };
}

const UNREADABLE_STEPS = {
  says: 'has a definition that could not be understood',
  verdict: 'unknown',
} as const;

/** A criterion that the steps of one pipeline have to meet. */
function somePipelineWithSteps(
  criterion: Omit<Criterion, 'judge'>,
  words: { has: string; remedy: string },
  has: (steps: readonly PipelineStep[]) => boolean,
): Criterion {
  return somePipeline(
    criterion,
    {
      met: `A pipeline has ${words.has}.`,
      unmet: `No pipeline has ${words.has}.`,
      remedy: words.remedy,
    },
    ({ steps }) => {
      if (!steps) {
        return UNREADABLE_STEPS;
      }
      return has(steps)
        ? { says: `has ${words.has}`, verdict: 'met' }
        : { says: `lacks ${words.has}`, verdict: 'unmet' };
    },
  );
}

/** `DescribePipeline`: `PipelineDefinition` has a `Training`, `Tuning` or `AutoML` step; `ListPipelineExecutions`: one `Succeeded`. */
export const trainingPipeline = somePipeline(
  {
    id: 'repeatable.training-pipeline',
    stage: 'repeatable',
    title: 'A training pipeline ran successfully',
    why: 'A model that a pipeline trains can be trained again by anyone, on new data.',
    source:
      'sagemaker:DescribePipeline PipelineDefinition, sagemaker:ListPipelineExecutions PipelineExecutionStatus',
  },
  {
    met: 'A training pipeline ran successfully.',
    unmet: 'No training pipeline has run successfully.',
    remedy:
      'Write the training as a SageMaker pipeline with a Training step in the repository of the project, and start an execution: in Studio, under Pipelines, or with StartPipelineExecution.',
  },
  ({ steps, executions }) => {
    if (!executions.some(({ status }) => status === 'Succeeded')) {
      return { says: 'has no successful execution', verdict: 'unmet' };
    }
    if (!steps) {
      return UNREADABLE_STEPS;
    }
    return steps.some(isTraining)
      ? { says: 'trains, and has a successful execution', verdict: 'met' }
      : { says: 'has no training step', verdict: 'unmet' };
  },
);

/** `DescribePipeline`: in `PipelineDefinition`, a `RegisterModel` or `Model` step in a `Condition` after an evaluation of what was trained. */
export const evaluationGate = somePipelineWithSteps(
  {
    id: 'reliable.evaluation-gate',
    stage: 'reliable',
    title: 'The pipeline registers a model only after it was evaluated',
    why: 'A model that is worse than it has to be must stop by itself, before anyone can deploy it.',
    source:
      'sagemaker:DescribePipeline PipelineDefinition.Steps Type, DependsOn, Arguments.IfSteps',
  },
  {
    has: 'a condition that registers the model only after its evaluation',
    remedy:
      'Add a Processing step to the pipeline that evaluates the model after the Training step, a Condition step that compares its result, and move the RegisterModel step into the IfSteps of the condition.',
  },
  isGatedOnEvaluation,
);

/** `DescribePipeline`: in `PipelineDefinition`, a `ClarifyCheck` of data bias or model bias. */
export const biasCheck = somePipelineWithSteps(
  {
    id: 'reliable.bias-check',
    stage: 'reliable',
    title: 'The pipeline checks for bias',
    why: 'A model that treats groups of people differently harms them and the company; it is found before it serves.',
    source:
      'sagemaker:DescribePipeline PipelineDefinition.Steps Type ClarifyCheck, CheckType DATA_BIAS or MODEL_BIAS',
  },
  {
    has: 'a check for bias',
    remedy:
      'Add a ClarifyCheck step to the pipeline: of the data (DataBiasCheckConfig) before the training, or of the model (ModelBiasCheckConfig) after it.',
  },
  steps => hasClarifyCheck(steps, ['data-bias', 'model-bias']),
);

/** `DescribePipeline`: in `PipelineDefinition`, a `ClarifyCheck` of explainability. */
export const explainabilityCheck = somePipelineWithSteps(
  {
    id: 'reliable.explainability-check',
    stage: 'reliable',
    title: 'The pipeline checks what the predictions rest on',
    why: 'People trust a prediction, and can contest it, when it is known which features it rests on.',
    source:
      'sagemaker:DescribePipeline PipelineDefinition.Steps Type ClarifyCheck, CheckType MODEL_EXPLAINABILITY',
  },
  {
    has: 'a check of explainability',
    remedy:
      'Add a ClarifyCheck step with a ModelExplainabilityCheckConfig to the pipeline, after the Training step.',
  },
  steps => hasClarifyCheck(steps, ['model-explainability']),
);

/** `scheduler:ListSchedules` and `events:ListRuleNamesByTarget`: an enabled one starts a pipeline that trains. */
export const automatedRetraining = somePipeline(
  {
    id: 'scalable.automated-retraining',
    stage: 'scalable',
    title: 'Training again is automated',
    why: 'The world a model was trained on changes; a model that waits for someone to train it again grows worse unseen.',
    source:
      'scheduler:ListSchedules Target.Arn, State; events:ListRuleNamesByTarget, events:DescribeRule State',
  },
  {
    met: 'A training pipeline is started by itself.',
    unmet: 'No training pipeline is started by itself.',
    remedy:
      'Create a schedule in EventBridge Scheduler, or a rule in EventBridge that follows violations of a monitor, with the training pipeline as its target, and enable it.',
  },
  ({ steps, triggers, triggersUnknownReason }) => {
    if (steps && !steps.some(isTraining)) {
      return { says: 'has no training step', verdict: 'unmet' };
    }
    const enabled = triggers.find(trigger => trigger.enabled);
    if (!enabled && triggersUnknownReason) {
      return {
        says: `has triggers that could not be read: ${triggersUnknownReason}`,
        verdict: 'unknown',
      };
    }
    if (!enabled) {
      return { says: 'has no trigger that is enabled', verdict: 'unmet' };
    }
    return steps
      ? {
          says: `trains, and is started by the ${enabled.type} ${enabled.name}`,
          verdict: 'met',
        }
      : UNREADABLE_STEPS;
  },
);
