import type { DomainEvidence } from '../../../evidence';
import {
  closed,
  collected,
  domain,
  evidenceIn,
  evidenceOf,
  grant,
  model,
  modelVersion,
  pipeline,
  project,
  snapshot,
  step,
  UNREADABLE,
} from '../testEvidence';
import type { Cases } from './types';

const DEV = evidenceIn('dev');

const withDomain = (changes: Partial<DomainEvidence>) =>
  evidenceIn('dev', { studio: { domains: [domain(changes)] } });
const withProject = (changes: Parameters<typeof project>[0]) =>
  evidenceIn('dev', { projects: [project(changes)] });
const withPipeline = (changes: Parameters<typeof pipeline>[0]) =>
  evidenceIn('dev', { pipelines: [pipeline(changes)] });

const failed = pipeline().executions.map(execution => ({
  ...execution,
  status: 'Failed',
}));

const server = {
  name: 'mlflow',
  arn: 'arn:aws:sagemaker:eu-west-1:222222222222:mlflow-tracking-server/mlflow',
  status: 'Created',
  active: true,
};

/** Evidence for the criteria of the stage Repeatable. */
export const repeatableCases: Cases = {
  'repeatable.dev-account': {
    met: { 'an active account': DEV },
    unmet: {
      'no dev account': evidenceIn('experimentation'),
      'a closed dev account': evidenceOf([closed('dev')]),
    },
    unknown: { 'accounts that could not be listed': evidenceOf(UNREADABLE) },
  },
  'repeatable.studio-from-service-catalog': {
    met: { 'a domain that Service Catalog made': DEV },
    unmet: {
      'no dev account': evidenceOf([]),
      'no domain': evidenceIn('dev', { studio: { domains: [] } }),
      'a domain made by hand': withDomain({ throughServiceCatalog: false }),
      'a domain that is not ready': withDomain({ status: 'Failed' }),
    },
    unknown: {
      'domains that could not be read': evidenceIn('dev', {
        studio: UNREADABLE,
      }),
      'a domain of unknown origin': withDomain({
        throughServiceCatalog: undefined,
      }),
    },
  },
  'repeatable.project-from-library': {
    met: {
      'a complete project': withProject({}),
      'a complete project, wherever else cannot be read': evidenceOf([
        snapshot('experimentation', { projects: UNREADABLE }),
        snapshot('dev', { projects: [project()] }),
      ]),
    },
    unmet: {
      'no project': DEV,
      'a project that is being created': withProject({
        status: 'CreateInProgress',
      }),
      'a project from elsewhere': withProject({ template: undefined }),
    },
    unknown: {
      'an account that could not be read': evidenceOf([
        snapshot('experimentation'),
        snapshot('dev', { projects: UNREADABLE }),
      ]),
      'a project, while the library was never read': withProject({
        template: undefined,
        templateUnknownReason: 'AccessDenied',
      }),
    },
  },
  'repeatable.repository': {
    met: { 'a project with a repository': withProject({}) },
    unmet: {
      'no project': DEV,
      'a project without a repository': withProject({ repositories: [] }),
    },
    unknown: {
      'projects that could not be read': evidenceIn('dev', {
        projects: UNREADABLE,
      }),
      'a project whose stack could not be read': withProject({
        repositories: undefined,
        repositoriesUnknownReason: 'AccessDenied',
      }),
    },
  },
  'repeatable.training-pipeline': {
    met: {
      'a pipeline that trained': withPipeline({}),
      'a pipeline that tuned': withPipeline({ steps: [step('T', 'Tuning')] }),
    },
    unmet: {
      'no pipeline': DEV,
      'a pipeline that never ran': withPipeline({ executions: [] }),
      'a pipeline that only failed': withPipeline({ executions: failed }),
      'a pipeline that trains nothing': withPipeline({
        steps: [step('Prepare', 'Processing')],
      }),
      'a pipeline that is not understood, and only failed': withPipeline({
        steps: undefined,
        executions: failed,
      }),
    },
    unknown: {
      'pipelines that could not be read': evidenceIn('dev', {
        pipelines: UNREADABLE,
      }),
      'a pipeline that is not understood': withPipeline({ steps: undefined }),
    },
  },
  'repeatable.experiments': {
    met: {
      'an experiment': evidenceIn('dev', {
        experiments: { experiments: [{ name: 'churn', arn: 'arn' }] },
      }),
      'an active tracking server': evidenceIn('dev', {
        experiments: { trackingServers: [server] },
      }),
    },
    unmet: {
      'neither an experiment nor a tracking server': DEV,
      'a tracking server that is stopped': evidenceIn('dev', {
        experiments: {
          trackingServers: [{ ...server, status: 'Stopped', active: false }],
        },
      }),
    },
    unknown: {
      'experiments that could not be read': evidenceIn('dev', {
        experiments: UNREADABLE,
      }),
    },
  },
  'repeatable.model-registry': {
    met: {
      'a group with a version': evidenceIn('dev', {
        registry: { models: [model(modelVersion(1))] },
      }),
    },
    unmet: {
      'no group': DEV,
      'a group without a version': evidenceIn('dev', {
        registry: { models: [model()] },
      }),
    },
    unknown: {
      'a registry that could not be read': evidenceIn('dev', {
        registry: UNREADABLE,
      }),
    },
  },
  'repeatable.data-lake': {
    met: {
      'a grant for one of its accounts': evidenceOf([snapshot('dev')], {
        dataLake: collected([grant('dev')]),
      }),
      'a resource share with one of its accounts': evidenceOf(
        [snapshot('dev')],
        {
          dataLake: collected([
            {
              through: 'ram',
              accountId: snapshot('dev').account.accountId,
              resource:
                'arn:aws:glue:eu-west-1:900000000009:database/customers',
              arn: 'arn:aws:ram:eu-west-1:900000000009:resource-share/s-1',
            },
          ]),
        },
      ),
    },
    unmet: {
      'nothing shared': DEV,
      'no account that could read': evidenceOf([], { dataLake: UNREADABLE }),
      'a grant for a closed account': evidenceOf(
        [snapshot('test'), snapshot('dev', { account: { status: 'CLOSED' } })],
        { dataLake: collected([grant('dev')]) },
      ),
    },
    unknown: {
      'a data-lake account that could not be read': evidenceOf(
        [snapshot('dev')],
        { dataLake: UNREADABLE },
      ),
      'accounts that could not be listed': evidenceOf(UNREADABLE, {
        dataLake: collected([grant('dev')]),
      }),
    },
  },
};
