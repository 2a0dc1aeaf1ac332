// The types of resources that the sandbox has state for, and how a template's declaration becomes state.
import { newId } from '../ids';
import type { Context } from '../operation';
import { AWS_SECONDS } from '../durations';
import { findKey, keyArn, newKey } from '../services/kms/keys';
import {
  addDomain,
  domainArn,
  domainUrl,
  newDomain,
} from '../services/sageMaker/domains';
import {
  addNotebook,
  newNotebook,
  notebookArn,
} from '../services/sageMaker/notebooks';
import { AwsError } from '../wire/AwsError';
import { StackError } from './StackError';

/** Where a stack is. */
export interface StackPlace {
  accountId: string;
  region: string;
  stackName: string;
}

/** A resource that a stack has made, not yet in the state. */
export interface MadeResource {
  /** What `Ref` yields. */
  physicalId: string;
  /** What `Fn::GetAtt` yields. */
  attributes: Record<string, string>;
  /** ARN under which it has tags. */
  arn?: string;
  /** How long AWS takes to make it. */
  awsSeconds: number;
  /** Puts it into the state. */
  commit(context: Context): void;
}

type Properties = Record<string, unknown>;

type Maker = (
  context: Context,
  place: StackPlace,
  logicalId: string,
  properties: Properties,
) => MadeResource;

function optional(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value !== undefined && typeof value !== 'string') {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: String`,
    );
  }
  return value;
}

function required(
  properties: Properties,
  logicalId: string,
  name: string,
): string {
  const value = optional(properties, name);
  if (!value) {
    throw new StackError(
      `Properties validation failed for resource ${logicalId} with message: #: required key [${name}] not found`,
    );
  }
  return value;
}

function strings(properties: Properties, name: string): string[] {
  const value = properties[name] ?? [];
  if (
    !Array.isArray(value) ||
    !value.every((item): item is string => typeof item === 'string')
  ) {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: list of strings`,
    );
  }
  return value;
}

const makeDomain: Maker = (context, place, logicalId, properties) => {
  const need = (name: string) => required(properties, logicalId, name);
  const settings = (properties.DefaultUserSettings ?? {}) as Properties;
  const domain = newDomain(context, {
    accountId: place.accountId,
    region: place.region,
    name: need('DomainName'),
    authMode: need('AuthMode') === 'SSO' ? 'SSO' : 'IAM',
    networkAccess:
      optional(properties, 'AppNetworkAccessType') === 'VpcOnly'
        ? 'VpcOnly'
        : 'PublicInternetOnly',
    kmsKeyId: optional(properties, 'KmsKeyId'),
    vpcId: optional(properties, 'VpcId'),
    subnetIds: strings(properties, 'SubnetIds'),
    executionRole: optional(settings, 'ExecutionRole'),
  });
  return {
    physicalId: domain.id,
    attributes: {
      DomainId: domain.id,
      DomainArn: domainArn(domain),
      Url: domainUrl(domain),
      HomeEfsFileSystemId: domain.fileSystemId,
    },
    arn: domainArn(domain),
    awsSeconds: AWS_SECONDS.createDomain,
    commit: target => addDomain(target, domain),
  };
};

const makeKey: Maker = (context, place, _logicalId, properties) => {
  const key = newKey(context, {
    accountId: place.accountId,
    region: place.region,
    description: optional(properties, 'Description') ?? '',
  });
  return {
    physicalId: key.id,
    attributes: { KeyId: key.id, Arn: keyArn(key) },
    arn: keyArn(key),
    awsSeconds: 0,
    commit: ({ state }) => state.keys.push(key),
  };
};

const makeAlias: Maker = (_context, place, logicalId, properties) => {
  const name = required(properties, logicalId, 'AliasName');
  const target = required(properties, logicalId, 'TargetKeyId');
  return {
    physicalId: name,
    attributes: {},
    awsSeconds: 0,
    commit({ state }) {
      const isTaken = state.keys.some(
        key =>
          key.accountId === place.accountId &&
          key.region === place.region &&
          key.aliases.includes(name),
      );
      if (isTaken) {
        throw new StackError(`An alias with the name ${name} already exists`);
      }
      try {
        findKey(state, place, target).aliases.push(name);
      } catch (error) {
        if (error instanceof AwsError) {
          throw new StackError(error.message, { cause: error });
        }
        throw error;
      }
    },
  };
};

const makeNotebook: Maker = (context, place, logicalId, properties) => {
  const notebook = newNotebook(context, {
    accountId: place.accountId,
    region: place.region,
    name:
      optional(properties, 'NotebookInstanceName') ??
      `${logicalId}-${newId(context.state, 12)}`,
    instanceType: required(properties, logicalId, 'InstanceType'),
    roleArn: required(properties, logicalId, 'RoleArn'),
    kmsKeyId: optional(properties, 'KmsKeyId'),
    subnetId: optional(properties, 'SubnetId'),
    directInternetAccess:
      optional(properties, 'DirectInternetAccess') !== 'Disabled',
  });
  return {
    physicalId: notebookArn(notebook),
    attributes: { NotebookInstanceName: notebook.name },
    arn: notebookArn(notebook),
    awsSeconds: AWS_SECONDS.createNotebook,
    commit: target => addNotebook(target, notebook),
  };
};

const MAKERS: Record<string, Maker> = {
  'AWS::SageMaker::Domain': makeDomain,
  'AWS::SageMaker::NotebookInstance': makeNotebook,
  'AWS::KMS::Key': makeKey,
  'AWS::KMS::Alias': makeAlias,
};

/** Ids of these begin with a word that other resources' validation asks for. */
const PREFIXES: Record<string, string> = {
  'AWS::EC2::VPC': 'vpc-',
  'AWS::EC2::Subnet': 'subnet-',
  'AWS::EC2::SecurityGroup': 'sg-',
  'AWS::EC2::RouteTable': 'rtb-',
  'AWS::EC2::VPCEndpoint': 'vpce-',
};

function arnOf(type: string, place: StackPlace, physicalId: string): string {
  if (type === 'AWS::S3::Bucket') {
    return `arn:aws:s3:::${physicalId}`;
  }
  const [, service, kind] = type.toLocaleLowerCase('en-US').split('::');
  const region = service === 'iam' ? '' : place.region;
  return `arn:aws:${service}:${region}:${place.accountId}:${kind}/${physicalId}`;
}

/**
 * A resource of a type that the sandbox has no state for: it has a physical id,
 * which is its own name when the template gives it one, and an ARN; nothing else.
 */
function makeOther(type: string): Maker {
  return (context, place, logicalId, properties) => {
    const kind = type.split('::').at(-1);
    const name = properties[`${kind}Name`] ?? properties.Name;
    const prefix = PREFIXES[type];
    const generated = prefix
      ? `${prefix}${newId(context.state, 17, 'hexadecimal')}`
      : `${place.stackName}-${logicalId}-${newId(context.state, 12, 'uppercase')}`;
    const physicalId = typeof name === 'string' ? name : generated;
    return {
      physicalId,
      attributes: { Arn: arnOf(type, place, physicalId) },
      awsSeconds: 0,
      commit: () => undefined,
    };
  };
}

/**
 * How to make resources of a type.
 *
 * @throws StackError when it is not the name of a type
 */
export function makerOf(type: string): Maker {
  if (!/^(AWS::\w+::\w+|Custom::[\w@-]+)$/.test(type)) {
    throw new StackError(
      `Template format error: Unrecognized resource types: [${type}]`,
    );
  }
  return MAKERS[type] ?? makeOther(type);
}
