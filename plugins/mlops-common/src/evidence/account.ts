import { z } from 'zod';
import { environmentSchema } from '../environment';

/** An AWS account of a use case, as AWS Organizations tells of it. */
export const accountEvidenceSchema = z.object({
  accountId: z.string(),
  arn: z.string(),
  name: z.string(),
  email: z.string(),
  environment: environmentSchema,
  /** `Account.State` (or the older `Account.Status`) of `ListAccountsForParent`. */
  status: z.string(),
  joinedAt: z.iso.datetime().optional(),
  /** The parent in which `ListAccountsForParent` lists it. */
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
