import type {
  DeliveryEvidence,
  ModelEvidence,
  ModelVersion,
} from '../../evidence';
import { inWords } from '../moment';
import type { Criterion } from '../types';
import { withAccounts } from './accounts';
import { judgeSome, lookAt, together, type Finding } from './findings';
import { isPerson } from './person';

function lookAtReview(
  { group }: ModelEvidence,
  { arn, version, approval, reviewedBy, reviewedAt }: ModelVersion,
): Finding {
  const when = reviewedAt ? ` at ${inWords(reviewedAt)}` : '';
  const by = reviewedBy ? ` by ${reviewedBy}${when}` : '';
  return {
    text: `Version ${version} of ${group} is ${approval}${by}`,
    arn,
    verdict:
      approval === 'Approved' && reviewedBy && isPerson(reviewedBy)
        ? 'met'
        : 'unmet',
  };
}

function lookAtDelivery({ name, arn, actions }: DeliveryEvidence): Finding {
  const approval = actions.findIndex(({ category }) => category === 'Approval');
  const waits =
    approval >= 0 &&
    actions.slice(approval).some(({ category }) => category === 'Deploy');
  return {
    text: `CI/CD pipeline ${name} ${waits ? 'waits' : 'does not wait'} for an approval before it deploys`,
    arn,
    verdict: waits ? 'met' : 'unmet',
  };
}

/** `DescribeModelPackage`: `ModelApprovalStatus` and `LastModifiedBy`; or `codepipeline:GetPipeline`: an `Approval` action before a `Deploy` action. */
export const approvedByPerson: Criterion = {
  id: 'reliable.approval',
  stage: 'reliable',
  title: 'A person approves what is deployed',
  why: 'Someone who answers for the use case looks at the evaluation before customers meet the model.',
  source:
    'sagemaker:DescribeModelPackage ModelApprovalStatus, LastModifiedBy; codepipeline:GetPipeline actionTypeId.category',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeSome(
        together(
          lookAt(
            accounts,
            snapshot => snapshot.registry,
            ({ models }) =>
              models.flatMap(model =>
                model.versions.map(version => lookAtReview(model, version)),
              ),
          ),
          lookAt(
            accounts,
            snapshot => snapshot.delivery,
            pipelines => pipelines.map(lookAtDelivery),
          ),
        ),
        {
          met: 'A person approves before a model is deployed.',
          unmet:
            'No person has approved a model version, and no CI/CD pipeline waits for an approval before it deploys.',
          none: 'There is neither a model version nor a CI/CD pipeline that could be approved.',
          remedy: {
            text: 'Have someone review the newest version: in Studio, under Models, set its status to Approved. Register versions as PendingManualApproval, or add a Manual approval action before the Deploy action of the CI/CD pipeline.',
          },
        },
      ),
    ),
};
