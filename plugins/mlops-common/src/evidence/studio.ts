import { z } from 'zod';

/** A KMS key something is encrypted with, from `DescribeKey`. */
export const keyEvidenceSchema = z.object({
  keyId: z.string(),
  arn: z.string().optional(),
  /** `KeyMetadata.KeyManager`; absent when the key could not be described. */
  manager: z.enum(['CUSTOMER', 'AWS']).optional(),
  /** Why the key could not be described. */
  unknownReason: z.string().optional(),
});

/** A KMS key something is encrypted with, from `DescribeKey`. */
export type KeyEvidence = z.output<typeof keyEvidenceSchema>;

/** A SageMaker AI Studio domain, from `DescribeDomain`. */
export const domainEvidenceSchema = z.object({
  domainId: z.string(),
  arn: z.string(),
  name: z.string(),
  status: z.string(),
  url: z.string().optional(),
  /** `AppNetworkAccessType`: `VpcOnly` or `PublicInternetOnly`. */
  networkAccess: z.string().optional(),
  key: keyEvidenceSchema.optional(),
  /** Whether a provisioned product of Service Catalog made it. */
  throughServiceCatalog: z.boolean().optional(),
  lastModifiedAt: z.iso.datetime().optional(),
});

/** A SageMaker AI Studio domain, from `DescribeDomain`. */
export type DomainEvidence = z.output<typeof domainEvidenceSchema>;

/** A SageMaker notebook instance, from `DescribeNotebookInstance`. */
export const notebookEvidenceSchema = z.object({
  name: z.string(),
  arn: z.string(),
  /** `DirectInternetAccess`. */
  directInternetAccess: z.boolean(),
  key: keyEvidenceSchema.optional(),
  lastModifiedAt: z.iso.datetime().optional(),
});

/** A SageMaker notebook instance, from `DescribeNotebookInstance`. */
export type NotebookEvidence = z.output<typeof notebookEvidenceSchema>;

/** Studio domains and notebook instances of one account. */
export const studioEvidenceSchema = z.object({
  domains: z.array(domainEvidenceSchema),
  notebooks: z.array(notebookEvidenceSchema),
});

/** Studio domains and notebook instances of one account. */
export type StudioEvidence = z.output<typeof studioEvidenceSchema>;
