import type { Context } from '../../operation';
import { findKey, keyArn, newKey } from '../../services/kms/keys';
import type { Key } from '../../state/model';
import { StackError } from '../StackError';
import {
  asHandler,
  change,
  optional,
  required,
  without,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

const DAY = 24 * 60 * 60 * 1000;

/** How many days KMS keeps a key whose stack was deleted, when the template does not say. */
const DEFAULT_WINDOW = 30;

function declared(properties: Properties) {
  return {
    description: optional(properties, 'Description') ?? '',
    rotates: optional(properties, 'EnableKeyRotation') === 'true',
    deletionWindowDays:
      Number(optional(properties, 'PendingWindowInDays')) || DEFAULT_WINDOW,
  };
}

function ownKeys({ state }: Context, place: StackPlace): Key[] {
  return state.keys.filter(
    ({ accountId, region }) =>
      accountId === place.accountId && region === place.region,
  );
}

/** AWS::KMS::Key */
export const key: ResourceType = {
  create(context, { accountId, region }, _logicalId, properties) {
    const made = newKey(context, {
      accountId,
      region,
      ...declared(properties),
    });
    context.state.keys.push(made);
    return {
      physicalId: made.id,
      arn: keyArn(made),
      undo: () => without(context.state.keys, made),
    };
  },
  update(context, place, physicalId, properties) {
    const found = asHandler(() => findKey(context.state, place, physicalId));
    return {
      physicalId,
      arn: keyArn(found),
      undo: change(found, declared(properties)),
    };
  },
  remove(context, place, physicalId) {
    const found = ownKeys(context, place).find(({ id }) => id === physicalId);
    if (found) {
      found.deletionAt =
        context.now + (found.deletionWindowDays ?? DEFAULT_WINDOW) * DAY;
    }
  },
  attributes: (_context, { accountId, region }, id) => ({
    KeyId: id,
    Arn: keyArn({ accountId, region, id }),
  }),
};

/** AWS::KMS::Alias */
export const alias: ResourceType = {
  create(context, place, logicalId, properties) {
    const name = required(properties, logicalId, 'AliasName');
    const target = required(properties, logicalId, 'TargetKeyId');
    const isTaken = ownKeys(context, place).some(({ aliases }) =>
      aliases.includes(name),
    );
    if (isTaken) {
      throw new StackError(
        `Resource handler returned message: "An alias with the name ${name} already exists" (HandlerErrorCode: AlreadyExists)`,
      );
    }
    const { aliases } = asHandler(() => findKey(context.state, place, target));
    aliases.push(name);
    return { physicalId: name, undo: () => without(aliases, name) };
  },
  update(context, place, physicalId, properties, logicalId) {
    if (required(properties, logicalId, 'AliasName') !== physicalId) {
      return undefined;
    }
    const target = required(properties, logicalId, 'TargetKeyId');
    const to = asHandler(() => findKey(context.state, place, target));
    const from = ownKeys(context, place).find(({ aliases }) =>
      aliases.includes(physicalId),
    );
    without(from?.aliases ?? [], physicalId);
    to.aliases.push(physicalId);
    return {
      physicalId,
      undo() {
        without(to.aliases, physicalId);
        from?.aliases.push(physicalId);
      },
    };
  },
  remove(context, place, physicalId) {
    for (const { aliases } of ownKeys(context, place)) {
      without(aliases, physicalId);
    }
  },
  attributes: () => ({}),
};
