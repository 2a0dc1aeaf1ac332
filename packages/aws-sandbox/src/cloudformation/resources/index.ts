// The types of resources that the sandbox has state for; others are part of their stack and no more.
import { bucket } from './buckets';
import { customType } from './customResources';
import { codePipeline, codeRepository } from './delivery';
import { eventRule, schedule } from './events';
import { alias, key } from './keys';
import { modelPackageGroup, pipeline, trackingServer } from './modelBuilding';
import {
  dataQualityDefinition,
  endpoint,
  endpointConfig,
  model,
  modelBiasDefinition,
  modelExplainabilityDefinition,
  modelQualityDefinition,
  monitoringSchedule,
} from './modelServing';
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
import { lakePermissions, resourceShare } from './sharing';
import { stackSet } from './stackSets';
import { trail } from './trails';

const TYPES: Record<string, ResourceType> = {
  'AWS::CloudFormation::StackSet': stackSet,
  'AWS::CloudTrail::Trail': trail,
  'AWS::CodeCommit::Repository': codeRepository,
  'AWS::CodePipeline::Pipeline': codePipeline,
  'AWS::Events::Rule': eventRule,
  'AWS::IAM::Role': role,
  'AWS::KMS::Alias': alias,
  'AWS::KMS::Key': key,
  'AWS::LakeFormation::PrincipalPermissions': lakePermissions,
  'AWS::Organizations::OrganizationalUnit': organizationalUnit,
  'AWS::Organizations::Policy': policy,
  'AWS::RAM::ResourceShare': resourceShare,
  'AWS::S3::Bucket': bucket,
  'AWS::SageMaker::DataQualityJobDefinition': dataQualityDefinition,
  'AWS::SageMaker::Domain': domain,
  'AWS::SageMaker::Endpoint': endpoint,
  'AWS::SageMaker::EndpointConfig': endpointConfig,
  'AWS::SageMaker::MlflowTrackingServer': trackingServer,
  'AWS::SageMaker::Model': model,
  'AWS::SageMaker::ModelBiasJobDefinition': modelBiasDefinition,
  'AWS::SageMaker::ModelExplainabilityJobDefinition':
    modelExplainabilityDefinition,
  'AWS::SageMaker::ModelPackageGroup': modelPackageGroup,
  'AWS::SageMaker::ModelQualityJobDefinition': modelQualityDefinition,
  'AWS::SageMaker::MonitoringSchedule': monitoringSchedule,
  'AWS::SageMaker::NotebookInstance': notebook,
  'AWS::SageMaker::Pipeline': pipeline,
  'AWS::Scheduler::Schedule': schedule,
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
