// What the model registry says of maturity.
import type { Criterion } from '../types';
import { withAccounts } from './accounts';
import { judgeSome, lookAt } from './findings';

/** `ListModelPackageGroups` and `ListModelPackages`: a group has a version. */
export const modelRegistered: Criterion = {
  id: 'repeatable.model-registry',
  stage: 'repeatable',
  title: 'A model is in the registry',
  why: 'Only a registered model has versions, metrics and an approval.',
  source: 'sagemaker:ListModelPackageGroups, sagemaker:ListModelPackages',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeSome(
        lookAt(
          accounts,
          snapshot => snapshot.registry,
          ({ models }, account) =>
            models.map(({ group, arn, versions }) => ({
              text: `Model package group ${group} in ${account.name} has ${
                versions.length > 0
                  ? `version ${versions[0].version}`
                  : 'no version'
              }`,
              arn,
              verdict: versions.length > 0 ? 'met' : 'unmet',
            })),
        ),
        {
          met: 'A model is registered, with a version.',
          unmet: 'No model package group has a version.',
          none: 'There is no model package group.',
          remedy: {
            text: 'Add a RegisterModel step with a ModelPackageGroupName to the training pipeline, and run it; or register a model in Studio, under Models.',
          },
        },
      ),
    ),
};
