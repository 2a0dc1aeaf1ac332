import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, type LinkProps } from '@backstage/ui';
import { useCallback } from 'react';

/** Makes the address of the page of a use case, by its name. */
export function useUseCaseHref(): (name: string) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    name => entityRoute({ kind: 'system', namespace: 'default', name }),
    [entityRoute],
  );
}

/** The way to the page of a use case; its name when it has no other words. */
export function UseCaseLink(
  props: Omit<LinkProps, 'href' | 'ref'> & { name: string },
) {
  const { name, children = name, ...link } = props;
  const href = useUseCaseHref();
  return (
    <Link {...link} href={href(name)}>
      {children}
    </Link>
  );
}
