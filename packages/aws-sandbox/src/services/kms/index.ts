import * as client from '@aws-sdk/client-kms';
import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  KeyMetadata,
  ListAliasesRequest,
  ListAliasesResponse,
  ListKeysRequest,
  ListKeysResponse,
} from '@aws-sdk/client-kms';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { Key } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import type { Service } from '../Service';
import { constraints } from './constraints';
import { aliasArn, findKey, keyArn, newKey } from './keys';

/** Days between two rotations of a key. */
const ROTATION_PERIOD = 365;

function toMetadata(key: Key): KeyMetadata {
  const isGoing = key.deletionAt !== undefined;
  return {
    AWSAccountId: key.accountId,
    KeyId: key.id,
    Arn: keyArn(key),
    CreationDate: new Date(key.createdAt),
    Enabled: !isGoing,
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    KeyState: isGoing ? 'PendingDeletion' : 'Enabled',
    DeletionDate: isGoing ? new Date(Number(key.deletionAt)) : undefined,
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    MultiRegion: false,
  };
}

function keysOf({ state, caller, listedUntil }: Call): Key[] {
  return state.keys.filter(
    ({ accountId, region, createdAt }) =>
      accountId === caller.accountId &&
      region === caller.region &&
      createdAt <= listedUntil,
  );
}

function pageOf<T>(
  items: T[],
  input: { Marker?: string; Limit?: number },
  question: unknown,
) {
  const { page, nextToken } = paginate(items, {
    token: input.Marker,
    size: input.Limit,
    defaultSize: 50,
    question,
    invalidToken: () =>
      new AwsError('InvalidMarkerException', 'The marker is not valid.'),
  });
  return { page, NextMarker: nextToken, Truncated: nextToken !== undefined };
}

const operations: Operations = {
  DescribeKey: reads<DescribeKeyRequest, DescribeKeyResponse>(
    ({ KeyId }, { state, caller }) => ({
      KeyMetadata: toMetadata(findKey(state, caller, KeyId)),
    }),
  ),

  CreateKey: writes<CreateKeyRequest, CreateKeyResponse>(
    ({ Description: description = '', Tags = [] }, call) => {
      const { accountId, region } = call.caller;
      const key = newKey(call, { accountId, region, description });
      call.state.keys.push(key);
      call.state.tags[keyArn(key)] = Object.fromEntries(
        Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]),
      );
      return { KeyMetadata: toMetadata(key) };
    },
  ),

  GetKeyRotationStatus: reads<
    GetKeyRotationStatusRequest,
    GetKeyRotationStatusResponse
  >(({ KeyId }, { state, caller }) => {
    const key = findKey(state, caller, KeyId);
    return {
      KeyId: keyArn(key),
      KeyRotationEnabled: key.rotates,
      RotationPeriodInDays: key.rotates ? ROTATION_PERIOD : undefined,
    };
  }),

  ListKeys: lists<ListKeysRequest, ListKeysResponse>((input, call) => {
    const { page, ...next } = pageOf(keysOf(call), input, 'keys');
    return {
      Keys: page.map(key => ({ KeyId: key.id, KeyArn: keyArn(key) })),
      ...next,
    };
  }),

  ListAliases: lists<ListAliasesRequest, ListAliasesResponse>((input, call) => {
    const { KeyId } = input;
    const keys = KeyId
      ? [findKey(call.state, call.caller, KeyId)]
      : keysOf(call);
    const { page, ...next } = pageOf(
      keys.flatMap(key => key.aliases.map(alias => ({ key, alias }))),
      input,
      ['aliases', KeyId],
    );
    return {
      Aliases: page.map(({ key, alias }) => ({
        AliasName: alias,
        AliasArn: aliasArn(key, alias),
        TargetKeyId: key.id,
        CreationDate: new Date(key.createdAt),
      })),
      ...next,
    };
  }),
};

/** AWS Key Management Service. */
export const kms: Service = {
  signingName: 'kms',
  protocol: 'awsJson1_1',
  targetPrefix: 'TrentService',
  schemas: client,
  validationError: 'ValidationException',
  throttling: { error: 'ThrottlingException', message: 'Rate exceeded' },
  failure: 'KMSInternalException',
  constraints,
  operations,
};
