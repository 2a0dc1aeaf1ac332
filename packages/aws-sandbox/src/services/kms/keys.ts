// Keys in the state: shared by the service and by CloudFormation.
import { newUuid } from '../../ids';
import type { Context } from '../../operation';
import type { Key, State } from '../../state/model';
import { withKey } from '../../state/withKey';
import { AwsError } from '../../wire/AwsError';

/** ARN of a key. */
export function keyArn({
  region,
  accountId,
  id,
}: Pick<Key, 'region' | 'accountId' | 'id'>): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

/** ARN of an alias of a key. */
export function aliasArn({ region, accountId }: Key, alias: string): string {
  return `arn:aws:kms:${region}:${accountId}:${alias}`;
}

/** A new key, that is not in the state yet. */
export function newKey(
  { state, now }: Context,
  options: Pick<Key, 'accountId' | 'region'> &
    Partial<
      Pick<
        Key,
        'manager' | 'description' | 'aliases' | 'rotates' | 'deletionWindowDays'
      >
    >,
): Key {
  return {
    id: newUuid(state),
    manager: 'CUSTOMER',
    aliases: [],
    description: '',
    rotates: false,
    createdAt: now,
    ...options,
  };
}

/**
 * Finds a key as an account names it: by id, ARN, alias, or ARN of an alias.
 *
 * @throws AwsError in KMS's words
 */
export function findKey(
  state: State,
  caller: { accountId: string; region: string },
  keyId: string,
): Key {
  const { accountId, region } = caller;
  const own = withKey(state.keys, 'accountId', accountId).filter(
    key => key.region === region,
  );
  const found = own.find(
    key =>
      key.id === keyId ||
      keyArn(key) === keyId ||
      key.aliases.some(
        alias => alias === keyId || aliasArn(key, alias) === keyId,
      ),
  );
  if (found) {
    return found;
  }
  const foreign =
    /^arn:aws:kms:[^:]+:(\d{12}):/.exec(keyId)?.[1] !== accountId &&
    keyId.startsWith('arn:');
  if (foreign) {
    throw new AwsError(
      'AccessDeniedException',
      `The account ${accountId} is not authorized to perform: kms:DescribeKey on resource: ${keyId} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    );
  }
  const prefix = `arn:aws:kms:${region}:${accountId}:`;
  const arn = keyId.startsWith('arn:')
    ? keyId
    : `${prefix}${keyId.startsWith('alias/') ? keyId : `key/${keyId}`}`;
  throw new AwsError(
    'NotFoundException',
    arn.includes(':alias/')
      ? `Alias ${arn} is not found.`
      : `Key '${arn}' does not exist`,
  );
}
