// Model cards in the state.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type {
  Identity,
  ModelCard,
  ModelCardVersion,
} from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { ownedBy, type Place } from './find';
import { isRecord } from './pipelineDefinition';
import { toUserContext } from './userContext';

/** ARN of a model card. */
export function modelCardArn({
  region,
  accountId,
  name,
}: Place & { name: string }): string {
  return `arn:aws:sagemaker:${region}:${accountId}:model-card/${name}`;
}

/** Finds a model card by its name. */
export function findModelCard(
  state: State,
  place: Place,
  name: string,
): ModelCard | undefined {
  return ownedBy(state.modelCards, place).find(card => card.name === name);
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/**
 * Refuses what cannot be the content of a model card.
 *
 * @throws AwsError ValidationException when it is no JSON object
 */
export function readCardContent(content: string): void {
  if (!isRecord(parse(content))) {
    throw new AwsError(
      'ValidationException',
      'Model card content is not valid: it must be a JSON object.',
    );
  }
}

/** The newest version of a model card. */
export function newestVersion({ versions }: ModelCard): ModelCardVersion {
  return versions[versions.length - 1];
}

function announce(context: Context, card: ModelCard): void {
  const { accountId, region, name, kmsKeyId, versions } = card;
  const newest = newestVersion(card);
  context.announce({
    source: 'aws.sagemaker',
    detailType: 'SageMaker Model Card State Change',
    accountId,
    region,
    resources: [modelCardArn(card)],
    detail: {
      ModelCardVersion: versions.length,
      ModelCardName: name,
      ModelCardStatus: newest.status,
      CreationTime: new Date(versions[0].createdAt).toISOString(),
      CreatedBy: toUserContext(versions[0].createdBy),
      LastModifiedTime: new Date(newest.createdAt).toISOString(),
      LastModifiedBy: toUserContext(newest.createdBy),
      AccountId: accountId,
      SecurityConfig: kmsKeyId ? { KmsKeyId: kmsKeyId } : {},
    },
  });
}

/**
 * Makes a model card.
 *
 * @throws AwsError ValidationException when its content is none, ConflictException when its name is taken
 */
export function addModelCard(
  context: Context,
  options: Omit<ModelCard, 'versions'> & Omit<ModelCardVersion, 'createdAt'>,
): ModelCard {
  const { content, status, createdBy, ...rest } = options;
  const { state, now } = context;
  readCardContent(content);
  if (findModelCard(state, rest, rest.name)) {
    throw new AwsError(
      'ConflictException',
      `Model Card with name ${rest.name} already exists.`,
    );
  }
  const card = {
    ...rest,
    versions: [{ content, status, createdAt: now, createdBy }],
  };
  state.modelCards.push(card);
  announce(context, card);
  return card;
}

/** Changes a model card: another version of it, with what is undefined as it was. */
export function changeModelCard(
  context: Context,
  card: ModelCard,
  changes: Partial<Pick<ModelCardVersion, 'content' | 'status'>>,
  by: Identity,
): void {
  if (changes.content !== undefined) {
    readCardContent(changes.content);
  }
  const { content, status } = newestVersion(card);
  card.versions.push({
    content: changes.content ?? content,
    status: changes.status ?? status,
    createdAt: context.now,
    createdBy: by,
  });
  announce(context, card);
}
