import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

function isEntityRef(who: string): boolean {
  try {
    parseEntityRef(who);
    return true;
  } catch {
    // A name that only AWS knows, or a service: it has no entity.
    return false;
  }
}

/** Who did something: an entity with the way to it, the session of a role by its name, anybody else as AWS says it. */
export function Who({ who }: { who: string }) {
  if (isEntityRef(who)) {
    return (
      <EntityRefLink
        entityRef={who}
        defaultKind="user"
        hideIcon
        disableTooltip
      />
    );
  }
  return who.startsWith('arn:') ? (
    <span title={who}>{who.split('/').at(-1)}</span>
  ) : (
    <>{who}</>
  );
}
