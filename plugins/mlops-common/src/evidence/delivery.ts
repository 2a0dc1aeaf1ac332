import { z } from 'zod';

/** An action of a CI/CD pipeline, from `codepipeline:GetPipeline`. */
export const deliveryActionSchema = z.object({
  stage: z.string(),
  name: z.string(),
  /** `Source`, `Build`, `Test`, `Deploy`, `Approval`, `Invoke` or `Compute`. */
  category: z.string(),
  provider: z.string(),
});

/** A CI/CD pipeline of AWS CodePipeline. */
export const deliveryEvidenceSchema = z.object({
  name: z.string(),
  arn: z.string(),
  /** `updated` of `ListPipelines`. */
  lastModifiedAt: z.iso.datetime().optional(),
  actions: z.array(deliveryActionSchema),
  /** From `ListPipelineExecutions`, the newest first. */
  executions: z.array(
    z.object({
      id: z.string(),
      /** `InProgress`, `Succeeded`, `Failed`, `Stopped`, `Superseded`, … */
      status: z.string(),
      startedAt: z.iso.datetime().optional(),
    }),
  ),
});

/** A CI/CD pipeline of AWS CodePipeline. */
export type DeliveryEvidence = z.output<typeof deliveryEvidenceSchema>;
