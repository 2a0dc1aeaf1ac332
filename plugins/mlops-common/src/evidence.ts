import { z } from 'zod';
import { environmentSchema } from './environment';

/**
 * Something AWS was asked for: either what it answered and when, or why there
 * is no answer. A failed call keeps the last good answer and its age, and adds
 * the failure.
 */
export type Observed<T> =
  | {
      state: 'collected';
      value: T;
      /** ISO 8601. */
      observedAt: string;
      /** Why the newest attempt failed, when `value` is older than that attempt. */
      staleReason?: string;
    }
  | {
      state: 'unknown';
      /** Why there is no answer, and what to do. */
      reason: string;
    };

function observed<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('state', [
    z.object({
      state: z.literal('collected'),
      value,
      observedAt: z.iso.datetime(),
      staleReason: z.string().optional(),
    }),
    z.object({ state: z.literal('unknown'), reason: z.string() }),
  ]);
}

/** An AWS account of a use case, as AWS Organizations tells of it. */
export const accountEvidenceSchema = z.object({
  accountId: z.string(),
  arn: z.string(),
  name: z.string(),
  email: z.string(),
  environment: environmentSchema,
  /** `Account.State` (or the older `Account.Status`) of `ListAccounts`. */
  status: z.string(),
  joinedAt: z.iso.datetime().optional(),
  /** The parent of the account, from `ListParents`. */
  organizationalUnit: z.object({ id: z.string(), name: z.string() }).optional(),
  /** The organizational unit the configuration names for the environment. */
  expectedOrganizationalUnitId: z.string().optional(),
  /** Names of the service control policies on its organizational unit and all above that, from `ListPoliciesForTarget`. */
  serviceControlPolicies: z.array(z.string()),
});

/** An AWS account of a use case, as AWS Organizations tells of it. */
export type AccountEvidence = z.output<typeof accountEvidenceSchema>;

/** Whether an account was closed or is being closed (`Account.State`, or the older `Account.Status`): nothing in it can be read, and nothing runs. */
export function isClosedAccount(account: { status: string }): boolean {
  return ['PENDING_CLOSURE', 'SUSPENDED', 'CLOSED'].includes(account.status);
}

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

/** A SageMaker project, from `DescribeProject`. */
export const projectEvidenceSchema = z.object({
  name: z.string(),
  projectId: z.string(),
  arn: z.string(),
  status: z.string(),
  createdAt: z.iso.datetime().optional(),
  productId: z.string().optional(),
  provisioningArtifactId: z.string().optional(),
  /** Name and version of the library product it was launched from, when it is one. */
  template: z
    .object({ name: z.string(), version: z.string().optional() })
    .optional(),
});

/** A SageMaker project, from `DescribeProject`. */
export type ProjectEvidence = z.output<typeof projectEvidenceSchema>;

/** What was seen in one account, by concern. */
export const accountSnapshotSchema = z.object({
  account: accountEvidenceSchema,
  studio: observed(studioEvidenceSchema),
  projects: observed(z.array(projectEvidenceSchema)),
});

/** What was seen in one account, by concern. */
export type AccountSnapshot = z.output<typeof accountSnapshotSchema>;

/** All that is known of a use case: what the maturity engine judges. */
export const evidenceSchema = z.object({
  useCase: z.string(),
  /** Whether the owner is a group in the catalog. */
  owner: observed(z.object({ ref: z.string(), exists: z.boolean() })),
  accounts: observed(z.array(accountSnapshotSchema)),
});

/** All that is known of a use case: what the maturity engine judges. */
export type Evidence = z.output<typeof evidenceSchema>;
