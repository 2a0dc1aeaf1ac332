// A large organization, to measure how what reads it fares: made as state right away, with no stacks and no work left to do.
import {
  ACCOUNT_IDS,
  EMAIL_DOMAIN,
  EXTERNAL_ID,
  ORGANIZATION_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_USER,
  REGION,
  ROLES,
} from '../constants';
import { newId } from '../ids';
import type { Context } from '../operation';
import { addRole } from '../services/iam/roles';
import { keyArn, newKey } from '../services/kms/keys';
import { attachDefaultPolicy } from '../services/organizations/policies';
import { domainArn, newDomain } from '../services/sageMaker/domains';
import { scheduleArn } from '../services/sageMaker/endpointArns';
import { newModelPackageGroup } from '../services/sageMaker/modelPackageGroups';
import { modelPackageArn } from '../services/sageMaker/modelPackages';
import { newPipeline } from '../services/sageMaker/pipelines';
import { serviceIdentity } from '../services/sageMaker/userContext';
import type { State } from '../state/model';
import type { Identity } from '../state/modelBuilding';
import type { MonitoringSchedule } from '../state/modelServing';
import { trainingDefinition } from './definition';
import { portalArn, productOf } from './studio';
import { at, daysBefore } from './time';
import { addOrganizationTrail } from './trails';
import { serviceRole, type Environment } from './workplace';

const UNITS: Record<Environment, string> = {
  experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
  dev: ORGANIZATIONAL_UNIT_IDS.development,
  test: ORGANIZATIONAL_UNIT_IDS.testing,
  prod: ORGANIZATIONAL_UNIT_IDS.production,
};
const ENVIRONMENTS = Object.keys(UNITS) as Environment[];

const TEAMS = [
  'customer-intelligence',
  'marketing',
  'pricing',
  'risk',
  'supply-chain',
];

/** Of each model. */
const VERSIONS = 10;

/** Of each pipeline. */
const EXECUTIONS = 5;

/** Of each monitor, one a day. */
const MONITORED_DAYS = 10;

/** For how many days there have been use cases. */
const AGE_DAYS = 300;

const IMAGE =
  '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** A use case with an account in each environment. */
interface LargeUseCase {
  name: string;
  team: string;
  accounts: Record<Environment, string>;
}

/** What an account is made in: when, where, for whom. */
interface Site extends Context {
  useCase: LargeUseCase;
  place: { accountId: string; region: string };
  /** The account's own key. */
  keyArn: string;
  /** Who works there. */
  person: Identity;
}

function toUseCase(index: number): LargeUseCase {
  return {
    name: `use-case-${String(index + 1).padStart(5, '0')}`,
    team: TEAMS[index % TEAMS.length],
    accounts: Object.fromEntries(
      ENVIRONMENTS.map((environment, offset) => [
        environment,
        String(200_000_000_000 + index * ENVIRONMENTS.length + offset),
      ]),
    ) as Record<Environment, string>,
  };
}

/** The portal's roles, as the StackSet would have brought them. */
function addRoles(context: Context, accountId: string): void {
  const principal = `arn:aws:iam::${ACCOUNT_IDS.management}:user/${PORTAL_USER}`;
  for (const name of Object.values(ROLES)) {
    addRole(context, {
      accountId,
      name,
      trustPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: principal },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: {
                'sts:ExternalId': EXTERNAL_ID,
                'aws:PrincipalOrgID': ORGANIZATION_ID,
              },
            },
          },
          {
            Effect: 'Allow',
            Principal: { AWS: principal },
            Action: 'sts:SetSourceIdentity',
          },
        ],
      },
    });
  }
}

function addAccount(
  context: Context,
  useCase: LargeUseCase,
  environment: Environment,
): Site {
  const { state, now } = context;
  const accountId = useCase.accounts[environment];
  const place = { accountId, region: REGION };
  const name = `${useCase.name}-${environment}`;
  state.accounts.push({
    id: accountId,
    name,
    email: `aws+${name}@${EMAIL_DOMAIN}`,
    state: 'ACTIVE',
    joinedMethod: 'CREATED',
    joinedAt: now,
    parentId: UNITS[environment],
  });
  attachDefaultPolicy(state, accountId);
  state.tags[accountId] = {
    'mlops:use-case': useCase.name,
    'mlops:environment': environment,
    'mlops:owner': `group:default/${useCase.team}`,
    'mlops:managed-by': 'mlops-portal',
  };
  addRoles(context, accountId);
  const key = newKey(context, { ...place, aliases: ['alias/mlops-sagemaker'] });
  state.keys.push(key);
  const role = serviceRole(accountId, 'Execution');
  return {
    ...context,
    useCase,
    place,
    keyArn: keyArn(key),
    person: {
      ...serviceIdentity(accountId, role, 'SageMaker'),
      sourceIdentity: `${useCase.team}-lead`,
    },
  };
}

/** Studio, as the library deploys it. */
function addStudio(site: Site): void {
  const { state, now, place } = site;
  const domain = newDomain(site, {
    ...place,
    name: 'studio',
    authMode: 'IAM',
    networkAccess: 'VpcOnly',
    kmsKeyId: site.keyArn,
    vpcId: `vpc-${newId(state, 17, 'hexadecimal')}`,
    subnetIds: [`subnet-${newId(state, 17, 'hexadecimal')}`],
    executionRole: serviceRole(place.accountId, 'Execution'),
  });
  state.domains.push({ ...domain, status: 'InService', changedAt: now });
  state.tags[domainArn(domain)] = {
    'aws:servicecatalog:productArn': 'sagemaker-studio',
  };
}

function addProject(site: Site): void {
  const { state, now, place, useCase } = site;
  const { product, artifact } = productOf(state, 'train-deploy-monitor');
  state.projects.push({
    ...place,
    id: `p-${newId(state, 12)}`,
    name: useCase.name,
    createdAt: now,
    status: 'CreateCompleted',
    productId: product.id,
    artifactId: artifact.id,
    parameters: {},
    principalArn: portalArn(place.accountId),
  });
}

function addPipeline(site: Site): void {
  const { state, now, place, useCase, person } = site;
  const roleArn = serviceRole(place.accountId, 'Execution');
  const pipeline = newPipeline(site, {
    ...place,
    name: `${useCase.name}-training`,
    roleArn,
    createdBy: person,
    definition: trainingDefinition(
      {
        roleArn,
        bucket: `sagemaker-${place.accountId}`,
        kmsKeyArn: site.keyArn,
        subnets: ['subnet-0'],
        securityGroup: 'sg-0',
        database: 'features',
      },
      {
        group: useCase.name,
        gate: { metric: 'auc', atLeast: 0.7 },
        checks: ['DATA_QUALITY', 'DATA_BIAS', 'MODEL_EXPLAINABILITY'],
      },
    ),
  });
  pipeline.runs = EXECUTIONS;
  for (let run = 1; run <= EXECUTIONS; run += 1) {
    const startedAt = now + daysBefore(0, -run);
    pipeline.lastRunAt = startedAt;
    state.pipelineExecutions.push({
      ...place,
      id: newId(state, 12),
      pipelineName: pipeline.name,
      version: 1,
      run,
      status: 'Succeeded',
      parameters: {},
      startedAt,
      createdBy: person,
      changedAt: startedAt,
      changedBy: person,
      steps: [],
    });
  }
  state.pipelines.push(pipeline);
}

/** A model whose newest version waits for a review. */
function addModel(site: Site): void {
  const { state, now, place, useCase, person } = site;
  const group = newModelPackageGroup(site, {
    ...place,
    name: useCase.name,
    createdBy: person,
  });
  group.lastVersion = VERSIONS;
  const reader = (environment: Environment) =>
    `arn:aws:iam::${useCase.accounts[environment]}:root`;
  group.policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: [reader('test'), reader('prod')] },
        Action: ['sagemaker:DescribeModelPackage', 'sagemaker:CreateModel'],
        Resource: '*',
      },
    ],
  });
  state.modelPackageGroups.push(group);
  for (let version = 1; version <= VERSIONS; version += 1) {
    const createdAt = now + daysBefore(0, -version);
    const isNewest = version === VERSIONS;
    state.modelPackages.push({
      ...place,
      groupName: group.name,
      version,
      createdAt,
      createdBy: person,
      changedAt: createdAt,
      changedBy: person,
      approval: isNewest ? 'PendingManualApproval' : 'Approved',
      customerMetadata: { auc: (0.8 + version / 100).toFixed(2) },
    });
  }
}

/** An endpoint that serves the newest version that was approved. */
function addEndpoint(site: Site): void {
  const { state, now, place, useCase } = site;
  const { name, accounts } = useCase;
  const served = modelPackageArn({
    region: REGION,
    accountId: accounts.dev,
    groupName: name,
    version: VERSIONS - 1,
  });
  const variants = [
    {
      VariantName: 'AllTraffic',
      ModelName: name,
      InitialInstanceCount: 1,
      InstanceType: 'ml.m5.large' as const,
    },
  ];
  const dataCapture = {
    EnableCapture: true,
    InitialSamplingPercentage: 100,
    DestinationS3Uri: `s3://captured-${place.accountId}`,
    CaptureOptions: [{ CaptureMode: 'Input' as const }],
  };
  state.models.push({
    ...place,
    name,
    createdAt: now,
    primaryContainer: { ModelPackageName: served, Image: IMAGE },
    executionRoleArn: serviceRole(place.accountId, 'Execution'),
    vpcConfig: { SecurityGroupIds: ['sg-0'], Subnets: ['subnet-0'] },
    networkIsolation: true,
  });
  state.endpointConfigs.push({
    ...place,
    name,
    createdAt: now,
    variants,
    dataCapture,
    kmsKeyId: site.keyArn,
  });
  state.endpoints.push({
    ...place,
    name,
    createdAt: now,
    changedAt: now,
    status: 'InService',
    deployment: { configName: name, variants, dataCapture },
  });
}

/** Monitors that have run each day of late, and are not to run again. */
function addMonitors(site: Site, until: number): void {
  const { state, now, place, useCase } = site;
  for (const type of ['DataQuality', 'ModelQuality'] as const) {
    const name = `${useCase.name}-${type.toLowerCase()}`;
    const schedule: MonitoringSchedule = {
      ...place,
      name,
      type,
      createdAt: now,
      changedAt: now,
      status: 'Scheduled',
      endpointName: useCase.name,
      config: {
        MonitoringType: type,
        MonitoringJobDefinitionName: name,
        ScheduleConfig: { ScheduleExpression: 'cron(0 1 ? * * *)' },
      },
    };
    state.monitoringSchedules.push(schedule);
    state.monitoringExecutions[scheduleArn(schedule)] = Array.from(
      { length: MONITORED_DAYS },
      (_, index) => {
        const scheduledAt = daysBefore(until, MONITORED_DAYS - index);
        return {
          jobName: `${name}-${newId(state, 8)}`,
          type,
          definitionName: name,
          endpointName: useCase.name,
          scheduledAt,
          createdAt: scheduledAt,
          startedAt: scheduledAt,
          changedAt: scheduledAt,
          status: 'Completed',
          violations: 0,
        };
      },
    );
  }
}

/**
 * Adds use cases with an account in each environment: Studio, a project, a
 * pipeline with executions and a model with ten versions in dev, an endpoint in
 * test and prod, two monitors in prod.
 *
 * @param now - milliseconds since 1970
 * @param count - how many use cases
 */
export function addManyUseCases(
  state: State,
  now: number,
  count: number,
): void {
  const context = at(state, daysBefore(now, AGE_DAYS));
  addOrganizationTrail(context);
  for (let index = 0; index < count; index += 1) {
    const useCase = toUseCase(index);
    addStudio(addAccount(context, useCase, 'experimentation'));
    const dev = addAccount(context, useCase, 'dev');
    addStudio(dev);
    addProject(dev);
    addPipeline(dev);
    addModel(dev);
    addEndpoint(addAccount(context, useCase, 'test'));
    const prod = addAccount(context, useCase, 'prod');
    addEndpoint(prod);
    addMonitors(prod, now);
  }
  // Done in no time: what AWS would still have to do for it is not to come.
  state.work = [];
}
