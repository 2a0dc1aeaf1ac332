// From the AWS Lake Formation API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const name: Constraint = { minLength: 1, maxLength: 255 };
const catalogId: Constraint = { minLength: 1, maxLength: 255 };
const permissions: Constraint = { minLength: 1 };

export const constraints: Constraints = {
  GrantPermissionsRequest: { CatalogId: catalogId, Permissions: permissions },
  RevokePermissionsRequest: { CatalogId: catalogId, Permissions: permissions },
  ListPermissionsRequest: {
    CatalogId: catalogId,
    MaxResults: { min: 1, max: 1000 },
    ResourceType: {
      oneOf: [
        'CATALOG',
        'DATABASE',
        'TABLE',
        'DATA_LOCATION',
        'LF_TAG',
        'LF_TAG_POLICY',
        'LF_TAG_POLICY_DATABASE',
        'LF_TAG_POLICY_TABLE',
        'LF_NAMED_TAG_EXPRESSION',
      ],
    },
  },
  DataLakePrincipal: {
    DataLakePrincipalIdentifier: { minLength: 1, maxLength: 255 },
  },
  DatabaseResource: { CatalogId: catalogId, Name: name },
  TableResource: { CatalogId: catalogId, DatabaseName: name, Name: name },
};
