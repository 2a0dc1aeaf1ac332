// From the AWS Resource Access Manager API Reference.
import type { Constraint, Constraints } from '../../wire/constraints';

const resourceOwner: Constraint = { oneOf: ['SELF', 'OTHER-ACCOUNTS'] };
const maxResults: Constraint = { min: 1, max: 500 };

export const constraints: Constraints = {
  GetResourceSharesRequest: {
    resourceOwner,
    maxResults,
    resourceShareStatus: {
      oneOf: ['PENDING', 'ACTIVE', 'FAILED', 'DELETING', 'DELETED'],
    },
  },
  GetResourceShareAssociationsRequest: {
    maxResults,
    associationType: { oneOf: ['PRINCIPAL', 'RESOURCE'] },
    associationStatus: {
      oneOf: [
        'ASSOCIATING',
        'ASSOCIATED',
        'FAILED',
        'DISASSOCIATING',
        'DISASSOCIATED',
        'SUSPENDED',
        'SUSPENDING',
        'RESTORING',
      ],
    },
  },
  ListResourcesRequest: { resourceOwner, maxResults },
  ListPrincipalsRequest: { resourceOwner, maxResults },
};
