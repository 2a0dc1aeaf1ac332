import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { modelEntityName } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  sourceIdentityOf,
  type AwsClients,
  type MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { listed } from '../atOnce';
import { endIfCancelled } from '../endIfCancelled';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import {
  modelVersionArnProblem,
  parseModelPackageArn,
} from '../models/modelPackageArn';
import {
  APPROVAL,
  decideOn,
  DECISIONS,
  decisionInWords,
  findModelVersion,
  isDecided,
  MAX_COMMENT_LENGTH,
  named,
  onOneLine,
  standsAs,
  type RegisteredVersion,
  type Review,
} from '../models/modelVersion';
import { refreshEvidence } from '../refreshEvidence';
import { registeredUseCase, useCaseOfAccount } from '../registeredUseCase';
import { sessionOf } from '../session';
import { examples } from './reviewModel.examples';

/** Follows every refusal: nobody has to look whether half of it was done. */
const UNCHANGED = 'Nothing was changed.';

/** The version that is to be decided on, when it can be. */
function reviewable(
  arn: string,
  found: RegisteredVersion | undefined,
  { approval }: Review,
): RegisteredVersion {
  if (!found) {
    throw new InputError(
      `modelPackageArn: there is no version of a registered model with the ARN ${arn}; it may have been deleted. ${UNCHANGED}`,
    );
  }
  if (approval === 'Approved' && found.status !== 'Completed') {
    throw new ConflictError(
      `modelPackageArn: ${named(found)} is ${found.status}, and only what SageMaker has completed can be approved; a version that failed is registered anew. ${UNCHANGED}`,
    );
  }
  return found;
}

/**
 * The action `mlops:model:review`: writes down, in the name of the person, that
 * a version of a registered model is approved or rejected. What waits for that,
 * such as a pipeline that deploys what is approved, goes on from there.
 */
export function createReviewModelAction(options: {
  registry: MlopsRegistryClient;
  aws: AwsClients;
  mlops: MlopsConfig;
}) {
  const { registry, aws, mlops } = options;
  return createTemplateAction({
    id: 'mlops:model:review',
    description:
      'Approves or rejects a version of a registered model, in the name of the person; an earlier decision can be changed',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountId: z =>
          z
            .string({ description: 'AWS account that the model is in' })
            .regex(/^\d{12}$/, 'an AWS account id of 12 digits'),
        modelPackageArn: z =>
          z.string({
            description:
              'ARN of the version, which is a model package in a group of that account',
          }),
        useCase: z =>
          z
            .string({
              description:
                'Name of the use case; that of the account when absent',
            })
            .optional(),
        decision: z =>
          z.enum(DECISIONS, {
            description: 'Whether the version is good enough to be deployed',
          }),
        comment: z =>
          z
            .string({
              description:
                'Why, for whoever trains the model and whoever audits it; a rejection has to have one. It is kept on one line',
            })
            .max(MAX_COMMENT_LENGTH)
            .optional(),
      },
      output: {
        status: z =>
          z.enum([APPROVAL.approve, APPROVAL.reject], {
            description: 'What the version is now',
          }),
        useCase: z => z.string({ description: 'Name of the use case' }),
        entityRef: z =>
          z.string({ description: 'Entity reference of the model' }),
      },
    },
    async handler(ctx) {
      const { accountId, modelPackageArn, decision } = ctx.input;
      const { logger, signal } = ctx;
      const review: Review = {
        approval: APPROVAL[decision],
        comment: onOneLine(ctx.input.comment ?? ''),
      };
      const problem = modelVersionArnProblem(modelPackageArn, {
        accountId,
        region: mlops.aws.region,
      });
      if (problem) {
        throw new InputError(`modelPackageArn: ${problem} ${UNCHANGED}`);
      }
      if (decision === 'reject' && !review.comment) {
        throw new InputError(
          `comment: it is missing; say why the version is rejected, so that the next one can be better. ${UNCHANGED}`,
        );
      }

      function putOut(): void {
        const group = parseModelPackageArn(modelPackageArn)?.name ?? '';
        ctx.output('status', review.approval);
        ctx.output(
          'entityRef',
          stringifyEntityRef({
            kind: 'resource',
            namespace: 'default',
            name: modelEntityName({ group, accountId }),
          }),
        );
      }

      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would ${decision} ${modelPackageArn} in account ${accountId}`,
        );
        putOut();
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const useCase = await registeredUseCase(
        registry,
        ctx.input.useCase ||
          (await useCaseOfAccount(registry, accountId, credentials)),
        credentials,
      );
      const account = useCase.accounts.find(
        candidate => candidate.accountId === accountId,
      );
      if (!account) {
        throw new InputError(
          `accountId: account ${accountId} is none of the use case ${useCase.name}, which has ${
            listed(useCase.accounts) || 'no accounts'
          }. ${UNCHANGED}`,
        );
      }
      const { environment } = account;
      const { sageMaker } = aws.account(
        accountId,
        'provisioner',
        sessionOf(ctx),
      );
      const person = sourceIdentityOf(ctx.user?.ref);

      let isAskedFor = false;

      async function decide(): Promise<void> {
        const before = reviewable(
          modelPackageArn,
          await findModelVersion(sageMaker, modelPackageArn, signal),
          review,
        );
        const version = named(before);
        if (standsAs(before, review)) {
          logger.info(
            `It stands already: ${version} is ${decisionInWords(before)}; nothing changed`,
          );
          return;
        }
        await ctx.checkpoint({
          key: `review-${before.model}-${before.version}`,
          fn: async () => {
            if (isDecided(before)) {
              logger.info(
                `Until now ${version} was ${decisionInWords(before)}; that is changed`,
              );
            }
            isAskedFor = true;
            await decideOn(sageMaker, modelPackageArn, {
              before,
              review,
              signal,
            });
            logger.info(
              `${person} ${review.approval.toLocaleLowerCase('en-US')} ${version}, a model of the use case ${
                useCase.name
              } in its ${environment} account ${accountId}${
                review.comment && `: ${review.comment}`
              }`,
            );
          },
        });
        // A retry does not run what it has a checkpoint of: this was decided once, and somebody decided otherwise since.
        if (!isAskedFor) {
          throw new ConflictError(
            `This task has set ${version} to ${review.approval} before. Since then it became ${decisionInWords(
              before,
            )}, and that stays. To change it, review the version anew.`,
          );
        }
      }

      await decide().catch(error => {
        endIfCancelled(ctx, () =>
          isAskedFor
            ? `SageMaker was asked to set the version to ${review.approval}, and may have done so.`
            : UNCHANGED,
        );
        throw error;
      });
      await refreshEvidence({
        registry,
        useCase: useCase.name,
        credentials,
        logger,
      });
      putOut();
      ctx.output('useCase', useCase.name);
    },
  });
}
