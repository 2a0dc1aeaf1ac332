// A version of a registered model, which is a model package in a group, and what people decide on it.
import {
  DescribeModelPackageCommand,
  UpdateModelPackageCommand,
  type DescribeModelPackageCommandOutput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { isError } from '@backstage/errors';
import { explainAwsError } from '@mlops-portal/backstage-plugin-mlops-node';
import { randomUUID } from 'node:crypto';
import { askFor } from '../askFor';

/** What a review can say of a version. */
export const DECISIONS = ['approve', 'reject'] as const;

/** What a review can say of a version. */
export type Decision = (typeof DECISIONS)[number];

/** The `ModelApprovalStatus` of a version that somebody decided on. */
export const APPROVAL = {
  approve: 'Approved',
  reject: 'Rejected',
} as const satisfies Record<Decision, string>;

/** The longest `ApprovalDescription` that `UpdateModelPackage` takes. */
export const MAX_COMMENT_LENGTH = 1024;

/** What people decide on a version, and what they say about it; empty when nothing. */
export interface Review {
  approval: (typeof APPROVAL)[Decision];
  comment: string;
}

/** A version of a registered model as it stands. */
export interface RegisteredVersion {
  /** Name of the model package group. */
  model: string;
  version: number;
  /** `ModelPackageStatus`: `Completed`, or how far SageMaker is with it. */
  status: string;
  /** `ModelApprovalStatus`. */
  approval: string;
  /** `ApprovalDescription`; empty when there is none. */
  comment: string;
  /** Who decided, and on which day (`2026-11-25`); absent while nobody has, and of what was registered as decided. */
  decided?: { by: string; on: string };
}

/**
 * A comment as SageMaker takes it: `ApprovalDescription` has the pattern `.*`,
 * which is one line.
 */
export function onOneLine(comment: string): string {
  return comment.trim().replace(/\s*[\r\n\u0085\u2028\u2029]+\s*/g, ' ');
}

/** Names a version: `version 3 of churn-prediction`. */
export function named({ model, version }: RegisteredVersion): string {
  return `version ${version} of ${model}`;
}

/** Whether a version was approved or rejected. */
export function isDecided({
  approval,
}: Pick<RegisteredVersion, 'approval'>): boolean {
  return Object.values<string>(APPROVAL).includes(approval);
}

/** What was decided on a version: `Rejected by amara on 2026-11-25 (Not fair enough)`. */
export function decisionInWords({
  approval,
  comment,
  decided,
}: RegisteredVersion): string {
  return [
    approval,
    decided && `by ${decided.by} on ${decided.on}`,
    comment && `(${comment})`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether a version stands as a review wants it; a review without a comment is content with any. */
export function standsAs(
  { approval, comment }: RegisteredVersion,
  review: Review,
): boolean {
  return (
    approval === review.approval &&
    (review.comment === '' || review.comment === comment)
  );
}

/** SageMaker answers a missing model package with a ValidationException, as it does other things. */
function isMissing(error: unknown): boolean {
  return (
    isError(error) &&
    error.name === 'ValidationException' &&
    /does not exist/i.test(error.message)
  );
}

/** Who changed a version last, and when: reviews change it, and nearly nothing else does. */
function lastChange({
  LastModifiedBy,
  LastModifiedTime,
}: DescribeModelPackageCommandOutput): RegisteredVersion['decided'] {
  const { IamIdentity, UserProfileName } = LastModifiedBy ?? {};
  const by = IamIdentity?.SourceIdentity ?? UserProfileName ?? IamIdentity?.Arn;
  return by && LastModifiedTime
    ? { by, on: LastModifiedTime.toISOString().slice(0, 10) }
    : undefined;
}

/**
 * The version of a registered model with this ARN (`DescribeModelPackage`).
 *
 * @returns undefined when there is none, or when it is a model package in no group
 */
export async function findModelVersion(
  client: SageMakerClient,
  arn: string,
  signal?: AbortSignal,
): Promise<RegisteredVersion | undefined> {
  try {
    const found = await client.send(
      new DescribeModelPackageCommand({ ModelPackageName: arn }),
      { abortSignal: signal },
    );
    const {
      ModelPackageGroupName: model,
      ModelPackageVersion: version,
      ModelPackageStatus: status = 'Unknown',
      ModelApprovalStatus: approval = 'PendingManualApproval',
      ApprovalDescription: comment = '',
    } = found;
    return model && version !== undefined
      ? {
          model,
          version,
          status,
          approval,
          comment,
          ...(isDecided({ approval }) && { decided: lastChange(found) }),
        }
      : undefined;
  } catch (error) {
    signal?.throwIfAborted();
    if (isMissing(error)) {
      return undefined;
    }
    throw explainAwsError(error, {
      tried: 'look at the model version',
      on: arn,
    });
  }
}

/**
 * Writes down what a person decided on a version (`UpdateModelPackage`). A
 * comment on an earlier decision does not stay with the new one.
 *
 * @param before - the version as it stands
 * @throws an error with the reason of SageMaker and what to do
 */
export async function decideOn(
  client: SageMakerClient,
  arn: string,
  options: { before: RegisteredVersion; review: Review; signal?: AbortSignal },
): Promise<void> {
  const { before, review, signal } = options;
  const command = new UpdateModelPackageCommand({
    ModelPackageArn: arn,
    ModelApprovalStatus: review.approval,
    ApprovalDescription: review.comment || (before.comment ? '' : undefined),
    // When an answer is lost, the SDK asks again: that must not come as a second decision.
    ClientToken: randomUUID(),
  });
  await askFor({
    context: {
      tried: `set the model version to ${review.approval}`,
      on: named(before),
    },
    signal,
    send: () => client.send(command, { abortSignal: signal }),
    find: async () => {
      const now = await findModelVersion(client, arn, signal);
      return now && standsAs(now, review);
    },
  });
}
