// The products of the governance account: the library of project templates, and Studio.
import type { CloudFormationTemplate } from '../cloudformation/template';
import { readTemplate } from '../cloudformation/templates';
import {
  ACCOUNT_IDS,
  ORGANIZATIONAL_UNIT_IDS,
  REGION,
  ROLES,
} from '../constants';
import { newId } from '../ids';
import type { State } from '../state/model';
import { foundationFile } from './files';
import { daysBefore } from './time';
import {
  batchInference,
  trainAndRegister,
  trainDeployMonitor,
} from './templates';

interface SeedProduct {
  name: string;
  /** Who answers for it, without `group:default/`; the platform team when absent. */
  team?: string;
  description: string;
  tags: Record<string, string>;
  versions: {
    name: string;
    description: string;
    daysAgo: number;
    /** Nobody is to launch it any more. */
    isDeprecated?: boolean;
    template: () => CloudFormationTemplate;
  }[];
}

/** The tags of a project template: SageMaker knows it by the first. */
function libraryTags(stage: string): Record<string, string> {
  return { 'sagemaker:studio-visibility': 'true', 'mlops:stage': stage };
}

const PRODUCTS: SeedProduct[] = [
  {
    name: 'train-and-register',
    description:
      'Trains a model in a repeatable pipeline and registers every version of it.',
    tags: libraryTags('repeatable'),
    versions: [
      {
        name: '1.0.0',
        description: 'First version',
        daysAgo: 500,
        template: () => trainAndRegister,
      },
      {
        name: '1.1.0',
        description: 'Evaluates before it registers',
        daysAgo: 280,
        template: () => trainAndRegister,
      },
    ],
  },
  {
    name: 'train-deploy-monitor',
    description:
      'Trains a model, deploys it to test and production once approved, and watches it there.',
    tags: libraryTags('reliable'),
    versions: [
      {
        name: '2.0.0',
        description:
          'Monitors data quality, model quality, bias and explainability',
        daysAgo: 440,
        template: () => trainDeployMonitor,
      },
    ],
  },
  {
    name: 'batch-inference',
    team: 'supply-chain',
    description:
      'Runs an approved model over new data each night and keeps what it predicts.',
    tags: libraryTags('reliable'),
    versions: [
      {
        name: '1.0.0',
        description: 'First version',
        daysAgo: 400,
        isDeprecated: true,
        template: () => batchInference,
      },
      {
        name: '1.1.0',
        description: 'Predicts for many stores at once',
        daysAgo: 100,
        template: () => batchInference,
      },
    ],
  },
  {
    name: 'sagemaker-studio',
    description:
      'SageMaker AI Studio in a private network, encrypted with a key of its own account.',
    tags: {},
    versions: [
      {
        name: '1.0.0',
        description: 'First version',
        daysAgo: 520,
        template: () => readTemplate(foundationFile('studio-product.yaml')),
      },
    ],
  },
];

/**
 * Puts the products into the state, in a portfolio that is shared with the accounts of use cases.
 *
 * @param now - milliseconds since 1970
 */
export function addLibrary(state: State, now: number): void {
  for (const product of PRODUCTS) {
    const { name, team = 'platform', description, tags, versions } = product;
    state.products.push({
      id: `prod-${newId(state, 13)}`,
      accountId: ACCOUNT_IDS.governance,
      viewId: `prodview-${newId(state, 13)}`,
      region: REGION,
      name,
      owner: `group:default/${team}`,
      description,
      createdAt: daysBefore(now, versions[0].daysAgo),
      tags,
      artifacts: versions.map(version => ({
        id: `pa-${newId(state, 13)}`,
        name: version.name,
        description: version.description,
        createdAt: daysBefore(now, version.daysAgo),
        guidance: version.isDeprecated ? 'DEPRECATED' : 'DEFAULT',
        template: version.template(),
      })),
    });
  }
  state.portfolios.push({
    id: 'port-mlopslibrary0',
    accountId: ACCOUNT_IDS.governance,
    region: REGION,
    name: 'MLOps library',
    description: 'Studio and the SageMaker project templates of the company',
    providerName: 'Platform team',
    pathId: 'lpv3-mlopslibrary0',
    sharedWith: [ORGANIZATIONAL_UNIT_IDS.workloads],
    productIds: state.products.map(({ id }) => id),
    principals: [`arn:aws:iam:::role/${ROLES.provisioner}`],
    launchRoles: Object.fromEntries(
      state.products
        .filter(({ name }) => name === 'sagemaker-studio')
        .map(({ id }) => [id, 'mlops-studio-launch']),
    ),
  });
}
