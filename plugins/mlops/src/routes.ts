import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The pages of the plugin. */
export const rootRouteRef = createRouteRef({ id: 'mlops' });

/** The form of a scaffolder template; unbound in an app without the scaffolder. */
export const createFromTemplateRouteRef = createExternalRouteRef({
  id: 'create-from-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
