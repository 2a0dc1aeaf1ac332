import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { OwnerField } from './OwnerField';

/** The field `MlopsOwner`. */
export const ownerFieldOptions = {
  name: 'MlopsOwner',
  component: OwnerField,
  schema: makeFieldSchema({
    output: z =>
      z.string().describe('Entity reference of the group that owns a use case'),
  }),
};
