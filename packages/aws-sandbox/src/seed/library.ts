// The products of the governance account: the library of project templates, and Studio.
import type { CloudFormationTemplate } from '../cloudformation/template';
import { REGION } from '../constants';
import { newId } from '../ids';
import type { State } from '../state/model';
import { daysBefore } from './time';
import {
  batchInference,
  studio,
  trainAndRegister,
  trainDeployMonitor,
} from './templates';

interface SeedProduct {
  name: string;
  description: string;
  tags: Record<string, string>;
  versions: {
    name: string;
    description: string;
    daysAgo: number;
    template: CloudFormationTemplate;
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
        template: trainAndRegister,
      },
      {
        name: '1.1.0',
        description: 'Evaluates before it registers',
        daysAgo: 280,
        template: trainAndRegister,
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
        template: trainDeployMonitor,
      },
    ],
  },
  {
    name: 'batch-inference',
    description:
      'Runs an approved model over new data each night and keeps what it predicts.',
    tags: libraryTags('reliable'),
    versions: [
      {
        name: '1.0.0',
        description: 'First version',
        daysAgo: 400,
        template: batchInference,
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
        template: studio,
      },
    ],
  },
];

/**
 * Puts the products into the state.
 *
 * @param now - milliseconds since 1970
 */
export function addLibrary(state: State, now: number): void {
  for (const { name, description, tags, versions } of PRODUCTS) {
    state.products.push({
      id: `prod-${newId(state, 13)}`,
      viewId: `prodview-${newId(state, 13)}`,
      region: REGION,
      name,
      owner: 'group:default/platform',
      description,
      createdAt: daysBefore(now, versions[0].daysAgo),
      tags,
      artifacts: versions.map(version => ({
        id: `pa-${newId(state, 13)}`,
        name: version.name,
        description: version.description,
        createdAt: daysBefore(now, version.daysAgo),
        guidance: 'DEFAULT',
        template: version.template,
      })),
    });
  }
}
