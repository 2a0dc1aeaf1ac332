import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { ConfirmationField } from './ConfirmationField';
import { validateConfirmation } from './validation';

/** The field `MlopsConfirmation`. */
export const confirmationFieldOptions = {
  name: 'MlopsConfirmation',
  component: ConfirmationField,
  validation: validateConfirmation,
  schema: makeFieldSchema({
    output: z => z.string().describe('Name of the use case, once more'),
  }),
};
