// Resources of types that the sandbox has no state for: they have a physical id and what Fn::GetAtt can know.
import { createHash } from 'node:crypto';
import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import {
  optional,
  record,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

/** Ids of these begin with a word that other resources' validation asks for. */
const PREFIXES: Record<string, string> = {
  'AWS::EC2::FlowLog': 'fl-',
  'AWS::EC2::InternetGateway': 'igw-',
  'AWS::EC2::NatGateway': 'nat-',
  'AWS::EC2::NetworkAcl': 'acl-',
  'AWS::EC2::RouteTable': 'rtb-',
  'AWS::EC2::SecurityGroup': 'sg-',
  'AWS::EC2::SecurityGroupEgress': 'sgr-',
  'AWS::EC2::SecurityGroupIngress': 'sgr-',
  'AWS::EC2::Subnet': 'subnet-',
  'AWS::EC2::SubnetRouteTableAssociation': 'rtbassoc-',
  'AWS::EC2::VPC': 'vpc-',
  'AWS::EC2::VPCEndpoint': 'vpce-',
  'AWS::EFS::FileSystem': 'fs-',
};

/** Types whose name has another property than `<Kind>Name` or `Name`. */
const NAME_PROPERTIES: Record<string, string> = {
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': 'PolicyName',
  'AWS::S3::BucketPolicy': 'Bucket',
};

/** Types that `Ref` yields the ARN of. */
const REF_IS_ARN = [
  'AWS::IAM::ManagedPolicy',
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
];

/** Seconds that AWS takes for those that take their time. */
const SECONDS: Record<string, number> = {
  'AWS::EC2::VPCEndpoint': AWS_SECONDS.createEndpoint,
};

/** An id that belongs to another one: always the same. */
function derivedId(prefix: string, physicalId: string): string {
  const digest = createHash('sha256')
    .update(prefix + physicalId)
    .digest('hex');
  return `${prefix}${digest.slice(0, 17)}`;
}

type Attributes = (
  physicalId: string,
  properties: Properties,
  place: StackPlace,
) => Record<string, string | undefined>;

/** What `Fn::GetAtt` yields beside `Arn`, where it is more than that. */
const ATTRIBUTES: Record<string, Attributes> = {
  'AWS::EC2::VPC': (physicalId, properties) => ({
    VpcId: physicalId,
    CidrBlock: optional(properties, 'CidrBlock'),
    DefaultSecurityGroup: derivedId('sg-', physicalId),
    DefaultNetworkAcl: derivedId('acl-', physicalId),
  }),
  'AWS::EC2::Subnet': (physicalId, properties) => ({
    SubnetId: physicalId,
    VpcId: optional(properties, 'VpcId'),
    CidrBlock: optional(properties, 'CidrBlock'),
    AvailabilityZone: optional(properties, 'AvailabilityZone'),
  }),
  'AWS::EC2::SecurityGroup': (physicalId, properties) => ({
    GroupId: physicalId,
    VpcId: optional(properties, 'VpcId'),
  }),
  'AWS::EC2::RouteTable': physicalId => ({ RouteTableId: physicalId }),
  'AWS::EC2::VPCEndpoint': physicalId => ({ Id: physicalId }),
  'AWS::Events::EventBus': (physicalId, _properties, place) => ({
    Arn: `arn:aws:events:${place.region}:${place.accountId}:event-bus/${physicalId}`,
    Name: physicalId,
  }),
  'AWS::Logs::LogGroup': (physicalId, _properties, { accountId, region }) => ({
    Arn: `arn:aws:logs:${region}:${accountId}:log-group:${physicalId}:*`,
  }),
  'AWS::Lambda::Function': (physicalId, _properties, place) => ({
    Arn: `arn:aws:lambda:${place.region}:${place.accountId}:function:${physicalId}`,
  }),
  'AWS::SQS::Queue': (physicalId, _properties, place) => ({
    Arn: `arn:aws:sqs:${place.region}:${place.accountId}:${physicalId}`,
    QueueName: physicalId,
    QueueUrl: `https://sqs.${place.region}.amazonaws.com/${place.accountId}/${physicalId}`,
  }),
};

/** Services whose ARNs have another word than the type. */
const SERVICES: Record<string, string> = {
  efs: 'elasticfilesystem',
  stepfunctions: 'states',
};

function arnOf(
  type: string,
  { region, accountId }: StackPlace,
  name: string,
  properties: Properties,
): string {
  const [, service, kind] = type.toLocaleLowerCase('en-US').split('::');
  if (service === 'iam') {
    const path = optional(properties, 'Path') ?? '/';
    const word = kind === 'managedpolicy' ? 'policy' : kind;
    return `arn:aws:iam::${accountId}:${word}${path}${name}`;
  }
  return `arn:aws:${SERVICES[service] ?? service}:${region}:${accountId}:${kind}/${name}`;
}

/** Properties that the name of these is in, rather than among them. */
const NAME_HOLDERS: Record<string, string> = {
  'AWS::Glue::Database': 'DatabaseInput',
};

function nameOf(type: string, all: Properties): string | undefined {
  const holder = NAME_HOLDERS[type];
  const properties = holder ? record(all, holder) : all;
  const kind = type.split('::').at(-1);
  const name =
    properties[NAME_PROPERTIES[type] ?? `${kind}Name`] ?? properties.Name;
  return typeof name === 'string' ? name : undefined;
}

/** A type that the sandbox has no state for. */
export function otherType(type: string): ResourceType {
  return {
    create(context, place, logicalId, properties) {
      const prefix = PREFIXES[type];
      const generated = prefix
        ? `${prefix}${newId(context.state, 17, 'hexadecimal')}`
        : `${place.stackName}-${logicalId}-${newId(context.state, 12, 'uppercase')}`;
      const name = nameOf(type, properties) ?? generated;
      return {
        physicalId: REF_IS_ARN.includes(type)
          ? arnOf(type, place, name, properties)
          : name,
        awsSeconds: SECONDS[type],
        undo: () => undefined,
      };
    },
    update(_context, place, physicalId, properties) {
      const name = nameOf(type, properties);
      const isSame =
        name === undefined ||
        name === physicalId ||
        arnOf(type, place, name, properties) === physicalId;
      return isSame ? { physicalId, undo: () => undefined } : undefined;
    },
    remove: () => undefined,
    attributes(_context, place, physicalId, properties) {
      return {
        Arn: physicalId.startsWith('arn:')
          ? physicalId
          : arnOf(type, place, physicalId, properties),
        ...ATTRIBUTES[type]?.(physicalId, properties, place),
      };
    },
  };
}
