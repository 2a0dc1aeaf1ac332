// What the sandbox remembers. Plain data: it is one JSON file. Times are milliseconds since 1970.
import type { CloudFormationTemplate } from '../cloudformation/template';

/** An organizational unit of AWS Organizations. */
export interface OrganizationalUnit {
  id: string;
  name: string;
  parentId: string;
  createdAt: number;
}

/** An AWS account of the organization. */
export interface Account {
  id: string;
  name: string;
  email: string;
  state: 'ACTIVE' | 'PENDING_CLOSURE' | 'CLOSED';
  joinedMethod: 'CREATED' | 'INVITED';
  joinedAt: number;
  parentId: string;
  /** Names of the IAM roles in it that can be assumed. */
  roles: string[];
  /** When somebody asked to close it. */
  closureRequestedAt?: number;
}

/** A `CreateAccountStatus`. */
export interface AccountCreation {
  id: string;
  accountName: string;
  email: string;
  roleName: string;
  tags: Record<string, string>;
  requestedAt: number;
  completedAt?: number;
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  failureReason?: string;
  accountId?: string;
}

/** A policy of AWS Organizations. */
export interface Policy {
  id: string;
  name: string;
  description: string;
  type: 'SERVICE_CONTROL_POLICY';
  awsManaged: boolean;
  content: string;
  /** Ids of the roots, organizational units and accounts it is attached to. */
  targets: string[];
}

/** Temporary credentials that `AssumeRole` handed out. */
export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  accountId: string;
  role: string;
  roleId: string;
  sessionName: string;
  expiresAt: number;
}

/** A version of a Service Catalog product. */
export interface ProvisioningArtifact {
  id: string;
  name: string;
  description: string;
  createdAt: number;
  guidance: 'DEFAULT' | 'DEPRECATED';
  template: CloudFormationTemplate;
}

/** A Service Catalog product of the governance account. */
export interface Product {
  id: string;
  viewId: string;
  region: string;
  name: string;
  owner: string;
  description: string;
  createdAt: number;
  tags: Record<string, string>;
  artifacts: ProvisioningArtifact[];
}

/** The portfolio that holds all products. */
export interface Portfolio {
  id: string;
  name: string;
  providerName: string;
  accountId: string;
  /** The path on which those it is shared with reach its products. */
  pathId: string;
  /** Ids of the organizational units it is shared with, and what is below them. */
  sharedWith: string[];
}

/** Something that a stack made. */
export interface StackResource {
  type: string;
  physicalId: string;
}

/** A Service Catalog provisioned product with the CloudFormation stack behind it. */
export interface ProvisionedProduct {
  id: string;
  accountId: string;
  region: string;
  name: string;
  productId: string;
  artifactId: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  token: string;
  /** ARN of the principal that asked for it. */
  principalArn: string;
  createdAt: number;
  status: 'UNDER_CHANGE' | 'AVAILABLE' | 'ERROR';
  statusMessage?: string;
  lastRecordId: string;
  stackName: string;
  stackArn: string;
  outputs: { key: string; value: string; description?: string }[];
  /** By logical id. */
  resources: Record<string, StackResource>;
  /** The SageMaker project it is behind. */
  projectId?: string;
}

/** A record of Service Catalog: one change to a provisioned product. */
export interface ProvisioningRecord {
  id: string;
  accountId: string;
  region: string;
  type: 'PROVISION_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT';
  status: 'CREATED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  createdAt: number;
  updatedAt: number;
  provisionedProductId: string;
  provisionedProductName: string;
  productId: string;
  artifactId: string;
  error?: { code: string; description: string };
  outputs: ProvisionedProduct['outputs'];
}

/** A SageMaker domain. */
export interface Domain {
  id: string;
  accountId: string;
  region: string;
  name: string;
  createdAt: number;
  status: 'Pending' | 'InService' | 'Deleting';
  changedAt: number;
  networkAccess: 'VpcOnly' | 'PublicInternetOnly';
  kmsKeyId?: string;
  authMode: 'IAM' | 'SSO';
  vpcId?: string;
  subnetIds: string[];
  executionRole?: string;
  fileSystemId: string;
}

/** A SageMaker notebook instance. */
export interface Notebook {
  name: string;
  accountId: string;
  region: string;
  createdAt: number;
  status: 'Pending' | 'InService';
  changedAt: number;
  directInternetAccess: boolean;
  kmsKeyId?: string;
  instanceType: string;
  roleArn: string;
  subnetId?: string;
}

/** A SageMaker project. */
export interface Project {
  id: string;
  name: string;
  accountId: string;
  region: string;
  description?: string;
  createdAt: number;
  status:
    | 'Pending'
    | 'CreateInProgress'
    | 'CreateCompleted'
    | 'CreateFailed'
    | 'DeleteInProgress'
    | 'DeleteFailed';
  message?: string;
  productId: string;
  artifactId?: string;
  pathId?: string;
  parameters: Record<string, string>;
  /** ARN of the principal that asked for it. */
  principalArn: string;
  provisionedProductId?: string;
}

/** A KMS key. */
export interface Key {
  id: string;
  accountId: string;
  region: string;
  manager: 'CUSTOMER' | 'AWS';
  aliases: string[];
  description: string;
  createdAt: number;
  deletionAt?: number;
}

/** Work that AWS does by itself, by and by. */
export type Work =
  | { kind: 'create-account'; creationId: string }
  | { kind: 'deploy-roles'; accountId: string }
  | { kind: 'close-account'; accountId: string }
  | { kind: 'create-stack'; provisionedProductId: string }
  | { kind: 'complete-stack'; provisionedProductId: string }
  | { kind: 'delete-stack'; provisionedProductId: string; recordId: string }
  | { kind: 'complete-domain'; domainId: string }
  | { kind: 'delete-domain'; domainId: string }
  | { kind: 'complete-notebook'; accountId: string; notebookName: string }
  | { kind: 'launch-project'; projectId: string }
  | { kind: 'delete-project'; projectId: string };

/** All that the sandbox remembers. */
export interface State {
  version: 1;
  organization: {
    id: string;
    rootId: string;
    managementAccountId: string;
    /** How many accounts it may have (service quota). */
    accountQuota: number;
    /**
     * Roles that come to every account a little after it is created: what a
     * service-managed stack set with automatic deployment does.
     */
    baselineRoles: string[];
    /** Of all roles those that may only read. */
    readOnlyRoles: string[];
  };
  organizationalUnits: OrganizationalUnit[];
  accounts: Account[];
  creations: AccountCreation[];
  policies: Policy[];
  sessions: Session[];
  portfolio: Portfolio;
  products: Product[];
  provisionedProducts: ProvisionedProduct[];
  records: ProvisioningRecord[];
  domains: Domain[];
  notebooks: Notebook[];
  projects: Project[];
  keys: Key[];
  /** By ARN; by id for what AWS Organizations has. */
  tags: Record<string, Record<string, string>>;
  /** In no order. */
  work: (Work & { dueAt: number })[];
  /** Grows with each id handed out. */
  sequence: number;
}
