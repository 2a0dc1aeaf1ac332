import { z } from 'zod';

/** A metric of a model version, from the evaluation details of its model card or its customer metadata. */
export const modelMetricSchema = z.object({
  name: z.string(),
  value: z.number(),
});

/** A version of a registered model, from `DescribeModelPackage`. */
export const modelVersionSchema = z.object({
  arn: z.string(),
  version: z.number().int(),
  /** `ModelPackageStatus`. */
  status: z.string(),
  /** `ModelApprovalStatus`: `Approved`, `Rejected` or `PendingManualApproval`. */
  approval: z.string(),
  approvalDescription: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
  /** When the approval was given or refused: `LastModifiedTime`; absent while it is pending. */
  reviewedAt: z.iso.datetime().optional(),
  /** Who gave or refused it: `LastModifiedBy`, its source identity, user profile or ARN; absent while it is pending. */
  reviewedBy: z.string().optional(),
  /** The pipeline execution or job that made it: `MetadataProperties.GeneratedBy`. */
  generatedBy: z.string().optional(),
  metrics: z.array(modelMetricSchema),
  /** `ModelCard.ModelCardStatus` of the card inside of the version, when there is one. */
  cardStatus: z.string().optional(),
});

/** A version of a registered model. */
export type ModelVersion = z.output<typeof modelVersionSchema>;

/** A registered model, which is a model package group, from `ListModelPackageGroups` and `ListModelPackages`. */
export const modelEvidenceSchema = z.object({
  group: z.string(),
  arn: z.string(),
  description: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
  /** The newest first; all of them up to a limit of the collector. */
  versions: z.array(modelVersionSchema),
});

/** A registered model. */
export type ModelEvidence = z.output<typeof modelEvidenceSchema>;

/** A model card, from `ListModelCards`. */
export const modelCardSchema = z.object({
  name: z.string(),
  arn: z.string(),
  /** `ModelCardStatus`. */
  status: z.string(),
  lastModifiedAt: z.iso.datetime().optional(),
});

/** The model registry of one account. */
export const registryEvidenceSchema = z.object({
  models: z.array(modelEvidenceSchema),
  cards: z.array(modelCardSchema),
});

/** The model registry of one account. */
export type RegistryEvidence = z.output<typeof registryEvidenceSchema>;
