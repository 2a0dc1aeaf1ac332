import { useRouteRef } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import { createFromTemplateRouteRef } from '../routes';

/** Makes the address of a portal template's form, with values filled in. */
export type TemplateHref = (
  template: string,
  formData?: Record<string, unknown>,
) => string;

/** How to reach portal templates; undefined in an app without the scaffolder. */
export function useTemplateHref(): TemplateHref | undefined {
  const route = useRouteRef(createFromTemplateRouteRef);
  return useMemo(
    () =>
      route &&
      ((template, formData) => {
        const path = route({ namespace: 'default', templateName: template });
        return formData
          ? `${path}?formData=${encodeURIComponent(JSON.stringify(formData))}`
          : path;
      }),
    [route],
  );
}
