import { z } from 'zod';

/** A trail of AWS CloudTrail that an account is recorded in, from `DescribeTrails` and `GetTrailStatus`. */
export const trailEvidenceSchema = z.object({
  name: z.string(),
  arn: z.string(),
  organizationTrail: z.boolean(),
  multiRegion: z.boolean(),
  logFileValidation: z.boolean(),
  /** `KmsKeyId`. */
  keyId: z.string().optional(),
  /** `IsLogging`; absent when the status could not be read. */
  logging: z.boolean().optional(),
  /** Why the status could not be read. */
  unknownReason: z.string().optional(),
});

/** A trail of AWS CloudTrail that an account is recorded in. */
export type TrailEvidence = z.output<typeof trailEvidenceSchema>;
