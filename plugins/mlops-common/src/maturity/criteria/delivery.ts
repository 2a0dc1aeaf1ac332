import type { DeliveryEvidence } from '../../evidence';
import { inWords } from '../moment';
import type { Criterion } from '../types';
import { withAccounts } from './accounts';
import { judgeSome, lookAt, type Finding } from './findings';

/** What an execution of AWS CodePipeline can end with; one that is `Superseded` gave way to a newer one. */
const FINISHED = ['Succeeded', 'Failed', 'Stopped', 'Cancelled'];

function lookAtRun({ name, arn, executions }: DeliveryEvidence): Finding {
  const newest = executions.find(({ status }) => FINISHED.includes(status));
  if (!newest) {
    return {
      text: `CI/CD pipeline ${name} has no finished execution`,
      arn,
      verdict: 'unmet',
    };
  }
  const { status, startedAt } = newest;
  return {
    text: `The newest finished execution of CI/CD pipeline ${name}${
      startedAt ? `, begun at ${inWords(startedAt)},` : ''
    } is ${status}`,
    arn,
    verdict: status === 'Succeeded' ? 'met' : 'unmet',
  };
}

/** `codepipeline:ListPipelineExecutions`: `status` of the newest that is finished. */
export const deliveryGreen: Criterion = {
  id: 'reliable.delivery-green',
  stage: 'reliable',
  title: 'The CI/CD pipeline is green',
  why: 'A model that can be deployed at any time can also be mended or taken back at any time.',
  source: 'codepipeline:ListPipelineExecutions status',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeSome(
        lookAt(
          accounts,
          snapshot => snapshot.delivery,
          pipelines => pipelines.map(lookAtRun),
        ),
        {
          met: 'The newest finished execution of a CI/CD pipeline succeeded.',
          none: 'There is no CI/CD pipeline.',
          remedy: {
            text: 'Open the pipeline in AWS CodePipeline, mend what its failed action says, and choose Release change.',
          },
          noneRemedy: {
            text: 'Add an AWS::CodePipeline::Pipeline to the template of the project that deploys the approved model version to test and prod.',
          },
        },
      ),
    ),
};
