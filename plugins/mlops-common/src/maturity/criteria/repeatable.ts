import type { Criterion } from '../types';
import { judgeActiveAccount, withEnvironment } from './accounts';
import { dataFromDataLake } from './dataLake';
import { experimentsTracked } from './experiments';
import { judgeSome, lookAt } from './findings';
import { trainingPipeline } from './pipelines';
import { projectFromLibrary, repository } from './projects';
import { modelRegistered } from './registry';
import { deployStudio } from './remedies';

/** `ListAccountsForParent`: `Account.State` of the account tagged with the environment `dev`. */
const devAccount: Criterion = {
  id: 'repeatable.dev-account',
  stage: 'repeatable',
  title: 'The dev account is active',
  why: 'Once a model is chosen, it is built again, repeatably, away from the experiments.',
  source: 'organizations:ListAccountsForParent Account.State',
  judge: evidence => judgeActiveAccount(evidence, 'dev'),
};

/** `DescribeDomain` in the dev account, and `ListTags` for the tags of the provisioned product that made it. */
const studioThroughServiceCatalog: Criterion = {
  id: 'repeatable.studio-from-service-catalog',
  stage: 'repeatable',
  title: 'Studio in dev was deployed through AWS Service Catalog',
  why: 'A product that the platform team versions is set up the same way each time, and can be renewed everywhere.',
  source:
    'sagemaker:DescribeDomain Status, sagemaker:ListTags aws:servicecatalog:provisionedProductArn',
  judge: evidence =>
    withEnvironment(evidence, 'dev', accounts =>
      judgeSome(
        lookAt(
          accounts,
          snapshot => snapshot.studio,
          ({ domains }) =>
            domains.map(({ name, arn, status, throughServiceCatalog }) => {
              if (status !== 'InService') {
                const text = `Domain ${name} is ${status}`;
                return { text, arn, verdict: 'unmet' };
              }
              if (throughServiceCatalog === undefined) {
                const text = `It could not be seen whether Service Catalog made the domain ${name}`;
                return { text, arn, verdict: 'unknown' };
              }
              return throughServiceCatalog
                ? {
                    text: `Domain ${name} was deployed through Service Catalog`,
                    arn,
                    verdict: 'met',
                  }
                : {
                    text: `Domain ${name} was not deployed through Service Catalog`,
                    arn,
                    verdict: 'unmet',
                  };
            }),
        ),
        {
          met: 'Studio in dev is in service and came from Service Catalog.',
          unmet: 'Studio in dev is not a Service Catalog product in service.',
          none: 'The dev account has no Studio domain.',
          remedy: deployStudio(evidence, 'dev'),
        },
      ),
    ),
};

/** The criteria of the stage Repeatable. */
export function repeatableCriteria(): Criterion[] {
  return [
    devAccount,
    studioThroughServiceCatalog,
    projectFromLibrary,
    repository,
    trainingPipeline,
    experimentsTracked,
    modelRegistered,
    dataFromDataLake,
  ];
}
