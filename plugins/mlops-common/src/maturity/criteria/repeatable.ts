import type { Criterion, Judgement } from '../types';
import {
  accountOf,
  addAccount,
  deployStudio,
  gather,
  judgeActiveAccount,
  unknown,
  withAccounts,
} from './accounts';

/** `ListAccounts`: `Account.State` of the account tagged with the environment `dev`. */
const devAccount: Criterion = {
  id: 'repeatable.dev-account',
  stage: 'repeatable',
  title: 'The dev account is active',
  why: 'Once a model is chosen, it is built again, repeatably, away from the experiments.',
  source: 'organizations:ListAccounts Account.State',
  judge: evidence => judgeActiveAccount(evidence, 'dev'),
};

/** `DescribeDomain` in the dev account, and `SearchProvisionedProducts` for the one that made it. */
const studioThroughServiceCatalog: Criterion = {
  id: 'repeatable.studio-from-service-catalog',
  stage: 'repeatable',
  title: 'Studio in dev was deployed through AWS Service Catalog',
  why: 'A product that the platform team versions is set up the same way each time, and can be renewed everywhere.',
  source:
    'sagemaker:DescribeDomain, servicecatalog:SearchProvisionedProducts, tag aws:servicecatalog:provisionedProductArn',
  judge: evidence =>
    withAccounts(evidence, accounts => {
      const dev = accountOf(accounts, 'dev');
      if (!dev) {
        return {
          verdict: 'unmet',
          reason: 'There is no dev account to hold Studio.',
          facts: [],
          remedy: addAccount(evidence, 'dev'),
        };
      }
      const { studio } = dev;
      if (studio.state === 'unknown') {
        return unknown(studio.reason);
      }
      const facts = studio.value.domains.map(domain => ({
        text: `Domain ${domain.name} was ${
          domain.throughServiceCatalog ? '' : 'not '
        }deployed through Service Catalog`,
        arn: domain.arn,
        observedAt: studio.observedAt,
      }));
      if (
        studio.value.domains.some(
          domain =>
            domain.throughServiceCatalog && domain.status === 'InService',
        )
      ) {
        return {
          verdict: 'met',
          reason: 'Studio in dev is in service and came from Service Catalog.',
          facts,
        };
      }
      if (
        studio.value.domains.some(
          domain => domain.throughServiceCatalog === undefined,
        )
      ) {
        return unknown(
          'It could not be seen whether Service Catalog made the domain.',
          facts,
        );
      }
      return {
        verdict: 'unmet',
        reason: facts.length
          ? 'Studio in dev is not a Service Catalog product in service.'
          : 'The dev account has no Studio domain.',
        facts,
        remedy: deployStudio(evidence, 'dev'),
      };
    }),
};

/** `ListProjects`, `DescribeProject`: `ServiceCatalogProvisioningDetails.ProductId` is a product of the library. */
const projectFromLibrary: Criterion = {
  id: 'repeatable.project-from-library',
  stage: 'repeatable',
  title: 'A SageMaker project was launched from the library',
  why: 'Templates carry what other teams learned: repositories, pipelines and guard rails come with them.',
  source:
    'sagemaker:DescribeProject ProjectStatus, ServiceCatalogProvisioningDetails.ProductId',
  judge: evidence =>
    withAccounts(evidence, accounts => {
      const { seen, unseen } = gather(accounts, snapshot => snapshot.projects);
      const found = seen.flatMap(({ account, value, observedAt }) =>
        value.map(project => ({ account, project, observedAt })),
      );
      const facts = found.map(({ account, project, observedAt }) => ({
        text: `Project ${project.name} in ${account.name} is ${
          project.status
        }, from ${
          project.template
            ? `${project.template.name} ${project.template.version ?? ''}`.trim()
            : 'no template of the library'
        }`,
        arn: project.arn,
        observedAt,
      }));
      if (
        found.some(
          ({ project }) =>
            project.template &&
            ['CreateCompleted', 'UpdateCompleted'].includes(project.status),
        )
      ) {
        return {
          verdict: 'met',
          reason: 'A project from the library is complete.',
          facts,
        };
      }
      if (unseen.length > 0) {
        return unknown(unseen.join(' '), facts);
      }
      return {
        verdict: 'unmet',
        reason: facts.length
          ? 'No project from the library is complete.'
          : 'There is no SageMaker project.',
        facts,
        remedy: {
          text: `Run Create use case again for ${evidence.useCase} with a project template: what exists is left alone, and the project is launched.`,
          template: 'create-use-case',
          values: {
            name: evidence.useCase,
            environments: accounts.map(({ account }) => account.environment),
            ...(evidence.owner.state === 'collected' && {
              owner: evidence.owner.value.ref,
            }),
          },
        },
      };
    }),
};

/**
 * A criterion whose evidence this version of the portal does not collect. It
 * is listed, because the stage cannot be claimed without it, and it is unknown.
 */
function notCollected(
  criterion: Omit<Criterion, 'stage' | 'judge'>,
): Criterion {
  return {
    ...criterion,
    stage: 'repeatable',
    judge: (): Judgement =>
      unknown('This version of the portal does not collect this evidence.'),
  };
}

/** The criteria of the stage Repeatable. */
export function repeatableCriteria(): Criterion[] {
  return [
    devAccount,
    studioThroughServiceCatalog,
    projectFromLibrary,
    notCollected({
      id: 'repeatable.repository',
      title: 'A repository stands behind the project',
      why: 'Code that is not in a repository cannot be reviewed, built or brought back.',
      source: 'sagemaker:DescribeProject, codeconnections',
    }),
    notCollected({
      id: 'repeatable.training-pipeline',
      title: 'A training pipeline ran successfully',
      why: 'A model that a pipeline trains can be trained again by anyone, on new data.',
      source: 'sagemaker:ListPipelineExecutions PipelineExecutionStatus',
    }),
    notCollected({
      id: 'repeatable.experiments',
      title: 'Experiments are tracked',
      why: 'What was tried, with which data and which result, is the memory of a team.',
      source: 'sagemaker:ListExperiments, sagemaker:ListMlflowTrackingServers',
    }),
    notCollected({
      id: 'repeatable.model-registry',
      title: 'A model is in the registry',
      why: 'Only a registered model has versions, metrics and an approval.',
      source: 'sagemaker:ListModelPackageGroups, sagemaker:ListModelPackages',
    }),
    notCollected({
      id: 'repeatable.data-lake',
      title: 'Data is read from the data-lake account',
      why: 'Shared data is governed once, rather than copied and forgotten.',
      source: 'ram:ListResources, lakeformation:ListPermissions',
    }),
  ];
}
