/** Annotations on catalog entities, as the AWS modules of Backstage use them and our own. */
export const ANNOTATIONS = {
  accountId: 'amazonaws.com/account-id',
  arn: 'amazonaws.com/arn',
  organizationId: 'amazonaws.com/organization-id',
  useCase: 'mlops-portal.io/use-case',
  environment: 'mlops-portal.io/environment',
  modelGroup: 'mlops-portal.io/model-group',
} as const;

/** Labels on catalog entities. */
export const LABELS = {
  stage: 'mlops-portal.io/stage',
  lifecycle: 'mlops-portal.io/lifecycle',
  environment: 'mlops-portal.io/environment',
  approval: 'mlops-portal.io/approval',
} as const;

/** `spec.type` of the entities the portal puts into the catalog. */
export const ENTITY_TYPES = {
  useCase: 'ml-use-case',
  account: 'aws-account',
  model: 'ml-model',
  project: 'sagemaker-project',
  template: 'sagemaker-project-template',
} as const;
