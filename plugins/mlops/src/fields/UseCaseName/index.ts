import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { UseCaseNameField } from './UseCaseNameField';
import { validateUseCaseName } from './validation';

/** The field `MlopsUseCaseName`. */
export const useCaseNameFieldOptions = {
  name: 'MlopsUseCaseName',
  component: UseCaseNameField,
  validation: validateUseCaseName,
  schema: makeFieldSchema({
    output: z => z.string().describe('Name of a use case'),
  }),
};
