import type { Criterion } from '../types';
import { withAccounts } from './accounts';
import { judgeSome, lookAt } from './findings';

/** `ListExperiments`: there is one; or `ListMlflowTrackingServers`: one with `IsActive` `Active`. */
export const experimentsTracked: Criterion = {
  id: 'repeatable.experiments',
  stage: 'repeatable',
  title: 'Experiments are tracked',
  why: 'What was tried, with which data and which result, is the memory of a team.',
  source:
    'sagemaker:ListExperiments, sagemaker:ListMlflowTrackingServers IsActive',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeSome(
        lookAt(
          accounts,
          snapshot => snapshot.experiments,
          ({ experiments, trackingServers }, account) => [
            ...trackingServers.map(({ name, arn, active, status }) => ({
              text: `MLflow tracking server ${name} in ${account.name} is ${
                active ? 'active' : `not active (${status})`
              }`,
              arn,
              verdict: active ? ('met' as const) : ('unmet' as const),
            })),
            ...experiments.map(({ name, arn }) => ({
              text: `Experiment ${name} is in ${account.name}`,
              arn,
              verdict: 'met' as const,
            })),
          ],
        ),
        {
          met: 'Experiments are tracked in SageMaker.',
          unmet:
            'There is no experiment, and no MLflow tracking server is active.',
          none: 'There is neither an experiment nor an MLflow tracking server.',
          remedy: {
            text: 'Run the training as a SageMaker pipeline, which records an experiment by itself, or create an MLflow tracking server in Studio and log runs to it.',
          },
        },
      ),
    ),
};
