import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { ProjectTemplateField } from './ProjectTemplateField';

/** The field `MlopsProjectTemplate`. */
export const projectTemplateFieldOptions = {
  name: 'MlopsProjectTemplate',
  component: ProjectTemplateField,
  schema: makeFieldSchema({
    output: z =>
      z
        .string()
        .describe('Name of a product of the template library; empty for none'),
  }),
};
