// The registered models of use cases, and what people say of their versions.
import { REGION } from '../constants';
import type { Context } from '../operation';
import { addModelCard, modelCardArn } from '../services/sageMaker/modelCards';
import {
  findGroup,
  modelPackageGroupArn,
} from '../services/sageMaker/modelPackageGroups';
import {
  changeModelPackage,
  modelPackageArn,
} from '../services/sageMaker/modelPackages';
import type { State } from '../state/model';
import type { ModelPackage } from '../state/modelBuilding';
import { personOf } from './people';
import { groupNameOf } from './pipelines';
import {
  accountOf,
  baselineOf,
  findAccount,
  projectTags,
  type Workplace,
} from './workplace';

const SAYS = {
  Approved: 'Better than the version before, and fair enough.',
  Rejected: 'Not good enough yet.',
} as const;

/** The versions of the model of a use case, oldest first. */
export function versionsOf(state: State, useCase: Workplace): ModelPackage[] {
  const accountId = accountOf(state, useCase, 'dev');
  const groupName = groupNameOf(state, useCase);
  return state.modelPackages.filter(
    version =>
      version.accountId === accountId &&
      version.region === REGION &&
      version.groupName === groupName,
  );
}

/** Has the person who answers for a use case review a version. */
export function review(
  context: Context,
  { team }: Workplace,
  version: ModelPackage,
  approval: keyof typeof SAYS,
): void {
  const { accountId } = version;
  changeModelPackage(
    context,
    version,
    { approval, approvalDescription: SAYS[approval] },
    personOf(context, team, 'reviews', accountId),
  );
}

/** Lets the accounts that serve the model of a use case have its versions. */
export function shareModel({ state }: Context, useCase: Workplace): void {
  const accountId = accountOf(state, useCase, 'dev');
  const name = groupNameOf(state, useCase);
  const group = findGroup(state, { accountId, region: REGION }, name);
  if (!group) {
    return;
  }
  const accounts = (['test', 'prod'] as const).flatMap(
    environment => findAccount(state, useCase, environment) ?? [],
  );
  group.policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServeInOtherAccounts',
        Effect: 'Allow',
        Principal: { AWS: accounts.map(id => `arn:aws:iam::${id}:root`) },
        Action: [
          'sagemaker:DescribeModelPackage',
          'sagemaker:ListModelPackages',
          'sagemaker:CreateModel',
        ],
        Resource: [
          modelPackageGroupArn(group),
          `${modelPackageArn({ ...group, groupName: name, version: 0 }).slice(0, -1)}*`,
        ],
      },
    ],
  });
}

/** Makes the model card of a use case, which its auditors read. */
export function addCard(context: Context, useCase: Workplace): void {
  const { state } = context;
  const accountId = accountOf(state, useCase, 'dev');
  const card = addModelCard(context, {
    accountId,
    region: REGION,
    name: useCase.name,
    kmsKeyId: baselineOf(state, accountId, 'mlops-sagemaker-key-arn'),
    status: 'Approved',
    createdBy: personOf(context, useCase.team, 'reviews', accountId),
    content: JSON.stringify({
      model_overview: {
        model_name: useCase.name,
        model_description: `The model of ${useCase.name}`,
        model_owner: useCase.team,
      },
      intended_uses: {
        purpose_of_model: `Predictions of ${useCase.name}`,
        risk_rating: 'Medium',
      },
    }),
  });
  state.tags[modelCardArn(card)] = projectTags(state, useCase);
}
