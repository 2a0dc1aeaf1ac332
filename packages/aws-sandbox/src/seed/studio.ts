import { ACCOUNT_IDS, REGION, ROLES } from '../constants';
import { exportOf } from '../cloudformation/exports';
import { newId } from '../ids';
import type { Context } from '../operation';
import { keyArn, newKey } from '../services/kms/keys';
import { addDomain, domainArn, newDomain } from '../services/sageMaker/domains';
import { addNotebook, newNotebook } from '../services/sageMaker/notebooks';
import { provision } from '../services/serviceCatalog/provision';
import type { Key, State } from '../state/model';
import type { SeedStudio } from './useCases';

const STUDIO_PRODUCT = 'sagemaker-studio';

/** The product of this name with the version of this name; its newest when none is given. */
export function productOf(state: State, name: string, version?: string) {
  const product = state.products.find(candidate => candidate.name === name);
  const artifact = version
    ? product?.artifacts.find(candidate => candidate.name === version)
    : product?.artifacts.at(-1);
  if (!product || !artifact) {
    throw new Error(`The library has no ${name} ${version ?? ''}`);
  }
  return { product, artifact };
}

/** ARN of the portal's role in an account, as it was when it made something there. */
export function portalArn(accountId: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${ROLES.provisioner}/mlops-portal`;
}

function addKey(
  context: Context,
  accountId: string,
  options: Pick<Key, 'manager' | 'aliases' | 'description'>,
): Key {
  const key = newKey(context, { accountId, region: REGION, ...options });
  context.state.keys.push(key);
  return key;
}

/** The key that AWS manages for SageMaker in an account. */
function awsKey(context: Context, accountId: string): Key {
  return addKey(context, accountId, {
    manager: 'AWS',
    aliases: ['alias/aws/sagemaker'],
    description: 'Default key that protects SageMaker data',
  });
}

/** The key of the account's baseline; one made by hand where there is none. */
function customerKey(context: Context, accountId: string): Key {
  const ofBaseline = context.state.keys.find(
    key =>
      key.accountId === accountId &&
      key.aliases.includes('alias/mlops-sagemaker'),
  );
  if (ofBaseline) {
    return ofBaseline;
  }
  return addKey(context, accountId, {
    manager: 'CUSTOMER',
    aliases: ['alias/ml-data'],
    description: 'Data of this account',
  });
}

/** Makes Studio in an account. */
export function addStudio(
  context: Context,
  accountId: string,
  studio: SeedStudio,
): void {
  const { state } = context;
  if (studio === 'from-catalog') {
    provision(context, {
      ...productOf(state, STUDIO_PRODUCT),
      portfolio: state.portfolios[0],
      accountId,
      region: REGION,
      name: STUDIO_PRODUCT,
      parameters: {},
      tags: {},
      token: newId(state, 32),
      principalArn: portalArn(accountId),
    });
    return;
  }
  const key = (studio === 'aws-key' ? awsKey : customerKey)(context, accountId);
  const network = (name: string) =>
    exportOf(state, { accountId, region: REGION }, name)?.value;
  const made = (kind: string) => `${kind}-${newId(state, 17, 'hexadecimal')}`;
  const domain = newDomain(context, {
    accountId,
    region: REGION,
    name: 'studio',
    authMode: 'IAM',
    networkAccess: studio === 'public' ? 'PublicInternetOnly' : 'VpcOnly',
    kmsKeyId: keyArn(key),
    vpcId: network('mlops-vpc-id') ?? made('vpc'),
    subnetIds: network('mlops-private-subnet-ids')?.split(',') ?? [
      made('subnet'),
      made('subnet'),
    ],
    executionRole: `arn:aws:iam::${accountId}:role/studio-execution`,
  });
  state.tags[domainArn(domain)] = {
    'mlops:created-by': `arn:aws:iam::${ACCOUNT_IDS.management}:user/administrator`,
  };
  addDomain(context, domain);
}

/** Makes a notebook instance with direct internet access. */
export function addOpenNotebook(context: Context, accountId: string): void {
  const key = customerKey(context, accountId);
  addNotebook(
    context,
    newNotebook(context, {
      accountId,
      region: REGION,
      name: 'feature-exploration',
      instanceType: 'ml.t3.medium',
      directInternetAccess: true,
      kmsKeyId: keyArn(key),
      roleArn: `arn:aws:iam::${accountId}:role/notebook-execution`,
    }),
  );
}
