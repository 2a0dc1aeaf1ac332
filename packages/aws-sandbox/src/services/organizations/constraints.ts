// From the AWS Organizations API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const accountId: Constraint = { pattern: /^\d{12}$/ };
const unitId: Constraint = { pattern: /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/ };
const parentId: Constraint = {
  pattern: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
};
const childId: Constraint = {
  pattern: /^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
};
const targetId: Constraint = {
  pattern: /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
};
const policyId: Constraint = { pattern: /^p-[0-9a-zA-Z_]{8,128}$/ };
const taggableId: Constraint = {
  pattern:
    /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|p-[0-9a-zA-Z_]{8,128})$/,
};
const maxResults: Constraint = { min: 1, max: 20 };
const paged = { MaxResults: maxResults };
const policyType: Constraint = {
  oneOf: [
    'SERVICE_CONTROL_POLICY',
    'RESOURCE_CONTROL_POLICY',
    'TAG_POLICY',
    'BACKUP_POLICY',
    'AISERVICES_OPT_OUT_POLICY',
    'CHATBOT_POLICY',
    'DECLARATIVE_POLICY_EC2',
    'SECURITYHUB_POLICY',
  ],
};

const rootId: Constraint = { pattern: /^r-[0-9a-z]{4,32}$/ };
const servicePrincipal: Constraint = {
  minLength: 1,
  maxLength: 128,
  pattern: /^[\w+=,.@-]*$/,
};
const delegation = {
  AccountId: accountId,
  ServicePrincipal: servicePrincipal,
};

export const constraints: Constraints = {
  CreateAccountRequest: {
    Email: {
      minLength: 6,
      maxLength: 64,
      pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    },
    AccountName: {
      minLength: 1,
      maxLength: 50,
      pattern: /^[\u0020-\u007E]+$/,
    },
    RoleName: { maxLength: 64, pattern: /^[\w+=,.@-]{1,64}$/ },
    IamUserAccessToBilling: { oneOf: ['ALLOW', 'DENY'] },
  },
  DescribeCreateAccountStatusRequest: {
    CreateAccountRequestId: { pattern: /^car-[a-z0-9]{8,32}$/ },
  },
  ListCreateAccountStatusRequest: paged,
  ListAccountsRequest: paged,
  ListAccountsForParentRequest: { ParentId: parentId, ...paged },
  DescribeAccountRequest: { AccountId: accountId },
  CloseAccountRequest: { AccountId: accountId },
  MoveAccountRequest: {
    AccountId: accountId,
    SourceParentId: parentId,
    DestinationParentId: parentId,
  },
  ListRootsRequest: paged,
  CreateOrganizationalUnitRequest: {
    ParentId: parentId,
    Name: { minLength: 1, maxLength: 128 },
  },
  DescribeOrganizationalUnitRequest: { OrganizationalUnitId: unitId },
  ListOrganizationalUnitsForParentRequest: { ParentId: parentId, ...paged },
  ListParentsRequest: { ChildId: childId, ...paged },
  ListChildrenRequest: {
    ParentId: parentId,
    ChildType: { oneOf: ['ACCOUNT', 'ORGANIZATIONAL_UNIT'] },
    ...paged,
  },
  TagResourceRequest: { ResourceId: taggableId },
  UntagResourceRequest: { ResourceId: taggableId },
  ListTagsForResourceRequest: { ResourceId: taggableId },
  Tag: {
    Key: { minLength: 1, maxLength: 128 },
    Value: { maxLength: 256 },
  },
  ListPoliciesRequest: { Filter: policyType, ...paged },
  DescribePolicyRequest: { PolicyId: policyId },
  CreatePolicyRequest: {
    Name: { minLength: 1, maxLength: 128 },
    Description: { maxLength: 512 },
    Content: { minLength: 1, maxLength: 1_000_000 },
    Type: policyType,
  },
  AttachPolicyRequest: { PolicyId: policyId, TargetId: targetId },
  DetachPolicyRequest: { PolicyId: policyId, TargetId: targetId },
  ListPoliciesForTargetRequest: {
    TargetId: targetId,
    Filter: policyType,
    ...paged,
  },
  UpdatePolicyRequest: {
    PolicyId: policyId,
    Name: { minLength: 1, maxLength: 128 },
    Description: { maxLength: 512 },
    Content: { minLength: 1, maxLength: 1_000_000 },
  },
  DeletePolicyRequest: { PolicyId: policyId },
  EnablePolicyTypeRequest: { RootId: rootId, PolicyType: policyType },
  DisablePolicyTypeRequest: { RootId: rootId, PolicyType: policyType },
  EnableAWSServiceAccessRequest: { ServicePrincipal: servicePrincipal },
  DisableAWSServiceAccessRequest: { ServicePrincipal: servicePrincipal },
  ListAWSServiceAccessForOrganizationRequest: paged,
  RegisterDelegatedAdministratorRequest: delegation,
  DeregisterDelegatedAdministratorRequest: delegation,
  ListDelegatedAdministratorsRequest: {
    ServicePrincipal: servicePrincipal,
    ...paged,
  },
  ListTargetsForPolicyRequest: { PolicyId: policyId, ...paged },
};
