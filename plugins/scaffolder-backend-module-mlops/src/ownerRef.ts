import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The full entity reference of an owner: `pricing` and `group:default/pricing`
 * mean the same group.
 *
 * @throws InputError that names the input `owner`, when it is no entity reference
 */
export function ownerRef(owner: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `owner: '${owner}' is not the entity reference of a group, such as group:default/pricing.`,
      error,
    );
  }
}
