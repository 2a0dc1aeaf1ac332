// The types of resources that the sandbox has state for; others are part of their stack and no more.
import { bucket } from './buckets';
import { customType } from './customResources';
import { alias, key } from './keys';
import { organizationalUnit, policy } from './organizations';
import { otherType } from './others';
import type { ResourceType } from './ResourceType';
import { role } from './roles';
import { domain, notebook } from './sageMaker';
import {
  launchRoleConstraint,
  portfolio,
  portfolioPrincipal,
  portfolioProduct,
  product,
} from './serviceCatalog';
import { stackSet } from './stackSets';

const TYPES: Record<string, ResourceType> = {
  'AWS::CloudFormation::StackSet': stackSet,
  'AWS::IAM::Role': role,
  'AWS::KMS::Alias': alias,
  'AWS::KMS::Key': key,
  'AWS::Organizations::OrganizationalUnit': organizationalUnit,
  'AWS::Organizations::Policy': policy,
  'AWS::S3::Bucket': bucket,
  'AWS::SageMaker::Domain': domain,
  'AWS::SageMaker::NotebookInstance': notebook,
  'AWS::ServiceCatalog::CloudFormationProduct': product,
  'AWS::ServiceCatalog::LaunchRoleConstraint': launchRoleConstraint,
  'AWS::ServiceCatalog::Portfolio': portfolio,
  'AWS::ServiceCatalog::PortfolioPrincipalAssociation': portfolioPrincipal,
  'AWS::ServiceCatalog::PortfolioProductAssociation': portfolioProduct,
};

const OF_AWS = /^AWS::\w+::\w+$/;
const CUSTOM = /^(Custom::[\w@-]+|AWS::CloudFormation::CustomResource)$/;

/** Whether this is the name of a type of resource. */
export function isResourceType(type: string): boolean {
  return OF_AWS.test(type) || CUSTOM.test(type);
}

/** The type of this name. */
export function resourceType(type: string): ResourceType {
  return (
    TYPES[type] ?? (CUSTOM.test(type) ? customType(type) : otherType(type))
  );
}
