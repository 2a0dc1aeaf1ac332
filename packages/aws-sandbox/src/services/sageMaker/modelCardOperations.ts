import type {
  CreateModelCardRequest,
  CreateModelCardResponse,
  DeleteModelCardRequest,
  DescribeModelCardRequest,
  DescribeModelCardResponse,
  ListModelCardsRequest,
  ListModelCardsResponse,
  UpdateModelCardRequest,
  UpdateModelCardResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { ModelCard } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { isBetween, nameIn, ownedBy } from './find';
import {
  addModelCard,
  changeModelCard,
  findModelCard,
  modelCardArn,
  newestVersion,
} from './modelCards';
import { pageOf, sortBy } from './page';
import { toTagMap } from './tagMap';
import { identityOf, toUserContext } from './userContext';

function requireCard(call: Call, nameOrArn: string): ModelCard {
  const name = nameIn(nameOrArn);
  const card = findModelCard(call.state, call.caller, name);
  const arn = modelCardArn({ ...call.caller, name });
  if (!card || (nameOrArn !== name && nameOrArn !== arn)) {
    throw new AwsError(
      'ResourceNotFound',
      `Model Card ${nameOrArn} does not exist.`,
    );
  }
  return card;
}

export const modelCardOperations: Operations = {
  CreateModelCard: writes<CreateModelCardRequest, CreateModelCardResponse>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const tags = toTagMap(input.Tags);
      const card = addModelCard(call, {
        accountId,
        region,
        name: input.ModelCardName,
        kmsKeyId: input.SecurityConfig?.KmsKeyId,
        content: input.Content,
        status: input.ModelCardStatus,
        createdBy: identityOf(call.caller),
      });
      const arn = modelCardArn(card);
      call.state.tags[arn] = tags;
      return { ModelCardArn: arn };
    },
  ),

  UpdateModelCard: writes<UpdateModelCardRequest, UpdateModelCardResponse>(
    ({ ModelCardName, Content, ModelCardStatus }, call) => {
      const card = requireCard(call, ModelCardName);
      if ((Content === undefined) === (ModelCardStatus === undefined)) {
        throw new AwsError(
          'ValidationException',
          'Give either Content or ModelCardStatus: they cannot be updated in a single call.',
        );
      }
      changeModelCard(
        call,
        card,
        { content: Content, status: ModelCardStatus },
        identityOf(call.caller),
      );
      return { ModelCardArn: modelCardArn(card) };
    },
  ),

  DescribeModelCard: reads<DescribeModelCardRequest, DescribeModelCardResponse>(
    ({ ModelCardName, ModelCardVersion }, call) => {
      const card = requireCard(call, ModelCardName);
      const number = ModelCardVersion ?? card.versions.length;
      const version = card.versions.at(number - 1);
      if (number < 1 || !version) {
        throw new AwsError(
          'ResourceNotFound',
          `Version ${number} of Model Card ${card.name} does not exist.`,
        );
      }
      const [first] = card.versions;
      return {
        ModelCardArn: modelCardArn(card),
        ModelCardName: card.name,
        ModelCardVersion: number,
        Content: version.content,
        ModelCardStatus: version.status,
        SecurityConfig: card.kmsKeyId ? { KmsKeyId: card.kmsKeyId } : undefined,
        CreationTime: new Date(first.createdAt),
        CreatedBy: toUserContext(first.createdBy),
        LastModifiedTime: new Date(version.createdAt),
        LastModifiedBy: toUserContext(version.createdBy),
      };
    },
  ),

  ListModelCards: lists<ListModelCardsRequest, ListModelCardsResponse>(
    (input, call) => {
      const cards = ownedBy(call.state.modelCards, call.caller)
        .map(card => ({
          card,
          name: card.name,
          createdAt: card.versions[0].createdAt,
          newest: newestVersion(card),
        }))
        .filter(
          ({ name, createdAt, newest }) =>
            createdAt <= call.listedUntil &&
            name.includes(input.NameContains ?? '') &&
            (!input.ModelCardStatus ||
              newest.status === input.ModelCardStatus) &&
            isBetween(
              createdAt,
              input.CreationTimeAfter,
              input.CreationTimeBefore,
            ),
        );
      const { page, NextToken } = pageOf(
        sortBy(cards, input.SortBy, input.SortOrder ?? 'Descending'),
        input,
        'ListModelCards',
      );
      return {
        ModelCardSummaries: page.map(({ card, createdAt, newest }) => ({
          ModelCardName: card.name,
          ModelCardArn: modelCardArn(card),
          ModelCardStatus: newest.status,
          CreationTime: new Date(createdAt),
          LastModifiedTime: new Date(newest.createdAt),
        })),
        NextToken,
      };
    },
  ),

  DeleteModelCard: writes<DeleteModelCardRequest, {}>(
    ({ ModelCardName }, call) => {
      const { state } = call;
      const card = requireCard(call, ModelCardName);
      state.modelCards.splice(state.modelCards.indexOf(card), 1);
      delete state.tags[modelCardArn(card)];
      return {};
    },
  ),
};
