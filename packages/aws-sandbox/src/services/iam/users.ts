import { newId } from '../../ids';
import type { Context } from '../../operation';
import type { State, User } from '../../state/model';
import { AwsError } from '../../wire/AwsError';

/** The user of this name in an account; undefined when there is none. */
export function findUser(
  state: State,
  accountId: string,
  name: string,
): User | undefined {
  const wanted = name.toLocaleLowerCase('en-US');
  return state.users.find(
    user =>
      user.accountId === accountId &&
      user.name.toLocaleLowerCase('en-US') === wanted,
  );
}

/**
 * Makes a user.
 *
 * @throws AwsError EntityAlreadyExists for a name that is taken
 */
export function addUser(
  { state, now }: Pick<Context, 'state' | 'now'>,
  {
    accountId,
    name,
    path = '/',
  }: { accountId: string; name: string; path?: string },
): User {
  if (findUser(state, accountId, name)) {
    throw new AwsError(
      'EntityAlreadyExists',
      `User with name ${name} already exists.`,
    );
  }
  const user: User = {
    accountId,
    name,
    path,
    arn: `arn:aws:iam::${accountId}:user${path}${name}`,
    id: `AIDA${newId(state, 17, 'uppercase')}`,
    createdAt: now,
    accessKeys: [],
  };
  state.users.push(user);
  return user;
}
