// The fixed points of the sandbox's organization, which a portal's configuration refers to.

/** The organization. */
export const ORGANIZATION_ID = 'o-mlopssandbox';

/** The root of the organization. */
export const ROOT_ID = 'r-mlop';

/** The accounts that every seed has. */
export const ACCOUNT_IDS = {
  management: '100000000001',
  governance: '100000000002',
  dataLake: '100000000003',
} as const;

/** The organizational units that every seed has. */
export const ORGANIZATIONAL_UNIT_IDS = {
  workloads: 'ou-mlop-workloads',
  experimentation: 'ou-mlop-experimentation',
  development: 'ou-mlop-development',
  testing: 'ou-mlop-testing1',
  production: 'ou-mlop-production',
  foundation: 'ou-mlop-foundation',
} as const;

/** The name of the service control policy on the unit of the workloads. */
export const GUARD_RAIL_POLICY = 'mlops-guardrails';

/** The IAM user in the management account whose access key the portal starts from. */
export const PORTAL_USER = 'mlops-portal';

/** The portal's access key. The sandbox answers on loopback only, so there is nothing to keep secret. */
export const PORTAL_CREDENTIALS = {
  accessKeyId: 'AKIASANDBOXPORTAL000',
  secretAccessKey: 'sandbox-only-not-a-secret',
} as const;

/** The IAM user in the management account who sets everything up. */
export const ADMINISTRATOR_USER = 'administrator';

/** The administrator's access key. */
export const ADMINISTRATOR_CREDENTIALS = {
  accessKeyId: 'AKIASANDBOXADMIN0000',
  secretAccessKey: 'sandbox-only-for-set-up',
} as const;

/** The portal's roles: in the accounts that every seed has, and in those of use cases a little after they are in their unit. */
export const ROLES = {
  reader: 'mlops-portal-reader',
  provisioner: 'mlops-portal-provisioner',
} as const;

/** The external id that the portal's roles ask for. On loopback there is nothing to keep secret. */
export const EXTERNAL_ID = 'sandbox-external-id';

/** The StackSets that bring accounts of use cases their security baseline, and the portal its roles there. */
export const STACK_SETS = {
  baseline: 'mlops-account-baseline',
  portalRoles: 'mlops-portal-roles',
} as const;

/** The region of the library and of all that the seeds have. */
export const REGION = 'eu-west-1';

/** The domain of the email addresses of accounts. */
export const EMAIL_DOMAIN = 'example.com';
