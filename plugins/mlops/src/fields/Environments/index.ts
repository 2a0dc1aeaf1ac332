import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { ENVIRONMENTS } from '@mlops-portal/backstage-plugin-mlops-common';
import { EnvironmentsField } from './EnvironmentsField';

/** The field `MlopsEnvironments`. */
export const environmentsFieldOptions = {
  name: 'MlopsEnvironments',
  component: EnvironmentsField,
  schema: makeFieldSchema({
    output: z =>
      z.array(z.enum(ENVIRONMENTS)).describe('Environments of a use case'),
  }),
};
