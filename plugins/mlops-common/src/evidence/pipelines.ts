import { z } from 'zod';

/** A step of a pipeline's definition. */
export const pipelineStepSchema = z.object({
  name: z.string(),
  /** `Type` in the definition: `Training`, `Condition`, `QualityCheck`, `ClarifyCheck`, `RegisterModel`, … */
  type: z.string(),
  /** Of `ClarifyCheck` and `QualityCheck`: `data-bias`, `model-bias`, `model-explainability`, `data-quality`, `model-quality`. */
  check: z.string().optional(),
  /** Names of the steps that have to end before it, named or implied by what it reads. */
  dependsOn: z.array(z.string()),
  /** Of a step inside of a `Condition`: the name of that condition. */
  within: z.string().optional(),
});

/** A step of a pipeline's definition. */
export type PipelineStep = z.output<typeof pipelineStepSchema>;

/** An execution of a pipeline, from `ListPipelineExecutions`. */
export const pipelineExecutionSchema = z.object({
  arn: z.string(),
  /** `Executing`, `Stopping`, `Stopped`, `Failed` or `Succeeded`. */
  status: z.string(),
  startedAt: z.iso.datetime(),
});

/** Something that starts a pipeline by itself. */
export const pipelineTriggerSchema = z.object({
  type: z.enum(['schedule', 'rule']),
  name: z.string(),
  arn: z.string().optional(),
  /** Of a schedule: whether its `State` is `ENABLED`; of a rule whether it is. */
  enabled: z.boolean(),
});

/** A SageMaker pipeline, from `DescribePipeline`. */
export const pipelineEvidenceSchema = z.object({
  name: z.string(),
  arn: z.string(),
  lastModifiedAt: z.iso.datetime().optional(),
  /** From `PipelineDefinition`, those inside of conditions as well; absent when it could not be understood. */
  steps: z.array(pipelineStepSchema).optional(),
  /** The newest, newest first. */
  executions: z.array(pipelineExecutionSchema),
  /** From `scheduler:ListSchedules` and `events:ListRuleNamesByTarget`. */
  triggers: z.array(pipelineTriggerSchema),
  /** Why the triggers could not be read, when they could not. */
  triggersUnknownReason: z.string().optional(),
});

/** A SageMaker pipeline, from `DescribePipeline`. */
export type PipelineEvidence = z.output<typeof pipelineEvidenceSchema>;
