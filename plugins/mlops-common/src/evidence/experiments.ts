import { z } from 'zod';

/** Experiments and MLflow tracking servers of one account. */
export const experimentsEvidenceSchema = z.object({
  /** From `ListExperiments`, the newest first. */
  experiments: z.array(
    z.object({
      name: z.string(),
      arn: z.string(),
      createdAt: z.iso.datetime().optional(),
      lastModifiedAt: z.iso.datetime().optional(),
    }),
  ),
  /** From `ListMlflowTrackingServers`. */
  trackingServers: z.array(
    z.object({
      name: z.string(),
      arn: z.string(),
      /** `Created`, `Stopped`, `CreateFailed`, … */
      status: z.string(),
      /** `IsActive`. */
      active: z.boolean(),
    }),
  ),
});

/** Experiments and MLflow tracking servers of one account. */
export type ExperimentsEvidence = z.output<typeof experimentsEvidenceSchema>;
