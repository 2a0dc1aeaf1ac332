// What the sandbox remembers. Plain data: it is one JSON file. Times are milliseconds since 1970.
import type { CloudFormationTemplate } from '../cloudformation/template';
import type { PolicyDocument } from '../services/iam/policyDocument';
import type { CostFactor } from './costs';
import type {
  CodeRepository,
  DeliveryExecution,
  DeliveryPipeline,
} from './delivery';
import type { EventRule, Schedule } from './events';
import type { LifeWork } from './life';
import type { ModelServingState, ModelServingWork } from './modelServing';
import type {
  Experiment,
  ModelBuildingWork,
  ModelCard,
  ModelPackage,
  ModelPackageGroup,
  Pipeline,
  PipelineExecution,
  TrackingServer,
  Trial,
  TrialComponent,
} from './modelBuilding';
import type { LakeGrant, ResourceShare } from './sharing';
import type { Trail } from './trails';

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
  /** When somebody asked to close it. */
  closureRequestedAt?: number;
}

/** An IAM role. */
export interface Role {
  accountId: string;
  name: string;
  /** Begins and ends with a slash. */
  path: string;
  arn: string;
  id: string;
  /** Who may assume it. */
  trustPolicy: PolicyDocument;
  description?: string;
  /** Seconds. */
  maxSessionDuration: number;
  createdAt: number;
  /** Policies in it, by name; kept, not evaluated. */
  policies?: Record<string, string>;
}

/** An access key of an IAM user. */
export interface AccessKey {
  id: string;
  secret: string;
  createdAt: number;
}

/** An IAM user. */
export interface User {
  accountId: string;
  name: string;
  /** Begins and ends with a slash. */
  path: string;
  arn: string;
  id: string;
  createdAt: number;
  accessKeys: AccessKey[];
  /** Policies in it, by name; kept, not evaluated. */
  policies?: Record<string, string>;
}

/** A call, or what a service did by itself, as CloudTrail tells of it. */
export interface TrailEvent {
  id: string;
  at: number;
  /** The account whose trail it is in. */
  accountId: string;
  region: string;
  name: string;
  /** `organizations.amazonaws.com`. */
  source: string;
  /** Name of the session or of the user; undefined when a service did it by itself. */
  username?: string;
  accessKeyId?: string;
  identity: Record<string, unknown>;
  requestParameters: unknown;
  /** Of what a service did by itself. */
  serviceEventDetails?: Record<string, unknown>;
  error?: { code: string; message: string };
  /** It changed nothing. */
  readOnly?: true;
}

/** An object in a bucket of S3. */
export interface StoredObject {
  /** Base64. */
  body: string;
  /** The MD5 of the body, in quotation marks. */
  etag: string;
  contentType: string;
  contentEncoding?: string;
  metadata: Record<string, string>;
  modifiedAt: number;
}

/** A bucket of S3. */
export interface Bucket {
  name: string;
  accountId: string;
  region: string;
  createdAt: number;
  /** By key. */
  objects: Record<string, StoredObject>;
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
  startedAt: number;
  expiresAt: number;
  /** The person behind it; stays when the session assumes further roles. */
  sourceIdentity?: string;
  tags: Record<string, string>;
  /** Keys of those tags that go on to further roles. */
  transitiveTagKeys: string[];
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

/** A Service Catalog product. */
export interface Product {
  id: string;
  /** The account that it belongs to. */
  accountId: string;
  viewId: string;
  region: string;
  name: string;
  owner: string;
  description: string;
  createdAt: number;
  tags: Record<string, string>;
  artifacts: ProvisioningArtifact[];
}

/** A Service Catalog portfolio. */
export interface Portfolio {
  id: string;
  region: string;
  name: string;
  description?: string;
  providerName: string;
  accountId: string;
  /** The path on which those who reach it reach its products. */
  pathId: string;
  /** Ids of the organizational units it is shared with, and what is below them. */
  sharedWith: string[];
  productIds: string[];
  /** ARNs and patterns of the principals that may use it. */
  principals: string[];
  /** By product, the name of the role that launches it in the account where it is launched. */
  launchRoles: Record<string, string>;
}

/** Something that a stack made. */
export interface StackResource {
  type: string;
  physicalId: string;
  /** Of its properties: when it is another one, the declaration has changed. */
  digest: string;
  /** Whether it has been changed since it was made. */
  isUpdated?: boolean;
  /** When it is ready; may be yet to come. */
  changedAt: number;
}

/** What a stack says about itself. */
export interface StackOutput {
  key: string;
  value: string;
  /** The name other stacks of the account and region import it by. */
  exportName?: string;
}

/** Something that happened to a stack or to one of its resources. */
export interface StackEvent {
  at: number;
  /** Absent when it is about the stack itself. */
  logicalId?: string;
  /** Absent when the stack's own resource has the same. */
  type?: string;
  physicalId?: string;
  status: string;
  reason?: string;
}

/** What can be asked of a stack. */
export interface StackDeclaration {
  /** Key of {@link State.templates}. */
  templateId: string;
  /** As they were given. */
  parameters: Record<string, string>;
  capabilities: string[];
  tags: Record<string, string>;
}

/** A CloudFormation stack. */
export interface Stack extends StackDeclaration {
  /** Its ARN. */
  id: string;
  accountId: string;
  region: string;
  name: string;
  status: string;
  statusReason?: string;
  /** Why it failed last. */
  failure?: { message: string; logicalId?: string };
  createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  /** The newest `ClientRequestToken`. */
  token?: string;
  terminationProtection: boolean;
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  roleArn?: string;
  /** By logical id, in the order in which they were made. */
  resources: Record<string, StackResource>;
  outputs: StackOutput[];
  /** Names of exports that it imports. */
  imports: string[];
  /** Those of the newest 90 days, oldest first. */
  events: StackEvent[];
  /** What an update under way is to lead to. */
  next?: StackDeclaration;
}

/** A change set of CloudFormation. */
export interface ChangeSet extends StackDeclaration {
  /** Its ARN. */
  id: string;
  name: string;
  stackId: string;
  type: 'CREATE' | 'UPDATE';
  description?: string;
  status: 'CREATE_PENDING' | 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string;
  executionStatus: 'UNAVAILABLE' | 'AVAILABLE' | 'EXECUTE_COMPLETE';
  createdAt: number;
  token?: string;
  onFailure: Stack['onFailure'];
  changes: {
    action: 'Add' | 'Modify' | 'Remove';
    logicalId: string;
    type: string;
    physicalId?: string;
  }[];
}

/** Accounts that a StackSet deploys to. */
export interface StackSetTarget {
  organizationalUnitId: string;
  regions: string[];
  /** Only these accounts, or all but these. */
  filter?: { type: 'INTERSECTION' | 'DIFFERENCE'; accounts: string[] };
}

/** A CloudFormation StackSet with service-managed permissions. */
export interface StackSet extends StackDeclaration {
  /** `name:uuid`. */
  id: string;
  name: string;
  region: string;
  description?: string;
  createdAt: number;
  deletedAt?: number;
  token?: string;
  autoDeployment: { enabled: boolean; retainStacksOnAccountRemoval: boolean };
  managedExecution: boolean;
  targets: StackSetTarget[];
}

/** The stack of a StackSet in one account and region. */
export interface StackInstance {
  stackSetId: string;
  accountId: string;
  region: string;
  organizationalUnitId: string;
  /** Of the stack, once there is one. */
  stackId?: string;
  status: 'CURRENT' | 'OUTDATED' | 'INOPERABLE';
  detailedStatus: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  statusReason?: string;
  lastOperationId: string;
  parameterOverrides: Record<string, string>;
}

/** What an operation of a StackSet does in one account and region. */
export interface StackSetOperationResult {
  accountId: string;
  region: string;
  organizationalUnitId: string;
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  statusReason?: string;
}

/** An operation of a StackSet. */
export interface StackSetOperation {
  id: string;
  stackSetId: string;
  action: 'CREATE' | 'UPDATE' | 'DELETE';
  /** Asked for by CloudFormation itself. */
  isAutomatic: boolean;
  status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** Of the request: the same id with another one is another request. */
  digest: string;
  createdAt: number;
  endedAt?: number;
  retainStacks: boolean;
  parameterOverrides: Record<string, string>;
  /** How many results may fail, in per cent or as a number. */
  tolerance: { percentage?: number; count?: number };
  organizationalUnitIds: string[];
  results: StackSetOperationResult[];
}

/** A Service Catalog provisioned product with the CloudFormation stack behind it. */
export interface ProvisionedProduct {
  id: string;
  accountId: string;
  region: string;
  name: string;
  productId: string;
  artifactId: string;
  /** The portfolio on whose path it was launched. */
  portfolioId: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  token: string;
  /** ARN of the principal that asked for it. */
  principalArn: string;
  createdAt: number;
  /** `TAINTED` is what a failed update leaves: what was there before. */
  status: 'UNDER_CHANGE' | 'AVAILABLE' | 'ERROR' | 'TAINTED';
  statusMessage?: string;
  lastRecordId: string;
  stackName: string;
  /** Once there is a stack. */
  stackArn?: string;
  /** The SageMaker project it is behind. */
  projectId?: string;
  /** The account that Account Factory manages by it. */
  managedAccountId?: string;
  /** The newest record of a change that went well, save its termination. */
  lastSuccessfulRecordId?: string;
}

/** A record of Service Catalog: one change to a provisioned product. */
export interface ProvisioningRecord {
  id: string;
  accountId: string;
  region: string;
  type:
    | 'PROVISION_PRODUCT'
    | 'UPDATE_PROVISIONED_PRODUCT'
    | 'TERMINATE_PROVISIONED_PRODUCT';
  status: 'CREATED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  createdAt: number;
  updatedAt: number;
  provisionedProductId: string;
  provisionedProductName: string;
  productId: string;
  portfolioId: string;
  artifactId: string;
  error?: { code: string; description: string };
  outputs: { key: string; value: string; description?: string }[];
  /** A second request for an update with the same token is the same request. */
  updateToken?: string;
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
  /** Whether KMS makes new key material for it each year. */
  rotates: boolean;
  /** How many days it is kept when the stack that made it is deleted; 30 when absent. */
  deletionWindowDays?: number;
  deletionAt?: number;
}

/** Work that AWS does by itself, by and by. */
export type Work =
  | { kind: 'create-account'; creationId: string }
  | { kind: 'close-account'; accountId: string }
  | { kind: 'start-provisioning'; provisionedProductId: string }
  | { kind: 'start-vending'; provisionedProductId: string }
  | { kind: 'vend-account'; provisionedProductId: string }
  | { kind: 'complete-vending'; provisionedProductId: string }
  | { kind: 'update-account'; provisionedProductId: string }
  | { kind: 'release-account'; provisionedProductId: string }
  | { kind: 'create-stack'; stackId: string }
  | { kind: 'update-stack'; stackId: string }
  | { kind: 'complete-stack'; stackId: string }
  | { kind: 'delete-stack'; stackId: string; retain: string[] }
  | { kind: 'complete-change-set'; changeSetId: string }
  | { kind: 'reconcile-stack-sets'; accountId: string }
  | { kind: 'run-stack-set-operation'; operationId: string }
  | { kind: 'complete-domain'; domainId: string }
  | { kind: 'delete-domain'; domainId: string }
  | { kind: 'complete-notebook'; accountId: string; notebookName: string }
  | { kind: 'complete-share'; shareArn: string }
  | { kind: 'run-schedule' | 'run-rule'; arn: string }
  | {
      kind: 'complete-delivery-action';
      executionId: string;
      actionExecutionId: string;
    }
  | ModelBuildingWork
  | ModelServingWork
  | LifeWork
  | { kind: 'launch-project'; projectId: string }
  | { kind: 'delete-project'; projectId: string };

/** All that the sandbox remembers. */
export interface State extends ModelServingState {
  version: 3;
  organization: {
    id: string;
    rootId: string;
    managementAccountId: string;
    /** How many accounts it may have (service quota). */
    accountQuota: number;
    /** Whether StackSets may reach the organization's accounts. */
    stackSetsAccess: boolean;
    /** Of all roles those that may only read. */
    readOnlyRoles: string[];
    /** The types of policies that are switched on in the root. */
    policyTypes: string[];
    /** Services that may reach the organization's accounts. */
    trustedServices: { principal: string; enabledAt: number }[];
    delegatedAdministrators: {
      accountId: string;
      servicePrincipal: string;
      enabledAt: number;
    }[];
    /** Email addresses of AWS accounts outside of the organization, in lower case. */
    emailsElsewhere: string[];
    /** Where there is a landing zone: the organizational units that are registered with it. */
    controlTower?: { registeredUnitIds: string[] };
  };
  organizationalUnits: OrganizationalUnit[];
  accounts: Account[];
  roles: Role[];
  users: User[];
  creations: AccountCreation[];
  policies: Policy[];
  sessions: Session[];
  portfolios: Portfolio[];
  products: Product[];
  provisionedProducts: ProvisionedProduct[];
  records: ProvisioningRecord[];
  domains: Domain[];
  notebooks: Notebook[];
  pipelines: Pipeline[];
  pipelineExecutions: PipelineExecution[];
  experiments: Experiment[];
  trials: Trial[];
  trialComponents: TrialComponent[];
  trackingServers: TrackingServer[];
  modelPackageGroups: ModelPackageGroup[];
  modelPackages: ModelPackage[];
  modelCards: ModelCard[];
  projects: Project[];
  keys: Key[];
  buckets: Bucket[];
  /** Texts of CloudFormation templates, by their digest. */
  templates: Record<string, string>;
  stacks: Stack[];
  changeSets: ChangeSet[];
  stackSets: StackSet[];
  stackInstances: StackInstance[];
  stackSetOperations: StackSetOperation[];
  /** Of AWS CodeCommit. */
  codeRepositories: CodeRepository[];
  /** Of AWS CodePipeline. */
  deliveryPipelines: DeliveryPipeline[];
  /** Oldest first. */
  deliveryExecutions: DeliveryExecution[];
  schedules: Schedule[];
  eventRules: EventRule[];
  resourceShares: ResourceShare[];
  lakeGrants: LakeGrant[];
  trails: Trail[];
  costFactors: CostFactor[];
  /** By ARN; by id for what AWS Organizations has. */
  tags: Record<string, Record<string, string>>;
  /** The newest, oldest first. */
  trail: TrailEvent[];
  /** In no order. */
  work: (Work & { dueAt: number })[];
  /** How far its clock was moved ahead of the real one: milliseconds. */
  clockOffset: number;
  /** Grows with each id handed out. */
  sequence: number;
}
