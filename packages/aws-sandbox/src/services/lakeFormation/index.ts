import * as client from '@aws-sdk/client-lakeformation';
import type {
  GrantPermissionsRequest,
  GrantPermissionsResponse,
  ListPermissionsRequest,
  ListPermissionsResponse,
  Permission,
  PrincipalResourcePermissions,
  Resource,
  RevokePermissionsRequest,
  RevokePermissionsResponse,
} from '@aws-sdk/client-lakeformation';
import {
  lists,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { LakeGrant, LakeResource } from '../../state/sharing';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import { reaches } from '../ram/shares';
import type { Service } from '../Service';
import { constraints } from './constraints';
import {
  grantPermissions,
  isSameResource,
  revokePermissions,
  type Grant,
} from './grants';

/**
 * A resource as the state keeps it, and the catalog that it is in if it says so.
 *
 * @throws AwsError for what the sandbox does not know, and for none or many
 */
function readResource(resource: Validated<Resource>): {
  resource: LakeResource;
  catalogId?: string;
} {
  const kinds = Object.entries(resource).flatMap(([kind, value]) =>
    value === undefined ? [] : [kind],
  );
  if (kinds.length !== 1) {
    throw new AwsError(
      'InvalidInputException',
      'Resource must have exactly one of its fields populated: the database, the table or another one.',
    );
  }
  const { Database: database, Table: table } = resource;
  if (database) {
    return {
      resource: { kind: 'DATABASE', database: database.Name },
      catalogId: database.CatalogId,
    };
  }
  if (!table) {
    throw new AwsError(
      'InvalidInputException',
      `The AWS sandbox knows permissions on a Database or a Table, not on a ${kinds[0]}.`,
    );
  }
  if (Boolean(table.Name) === Boolean(table.TableWildcard)) {
    throw new AwsError(
      'InvalidInputException',
      'Either the table name or the table wildcard has to be given.',
    );
  }
  return {
    resource: {
      kind: 'TABLE',
      database: table.DatabaseName,
      table: table.Name,
    },
    catalogId: table.CatalogId,
  };
}

function toResource({ resource, catalogId: CatalogId }: LakeGrant): Resource {
  if (resource.kind === 'DATABASE') {
    return { Database: { CatalogId, Name: resource.database } };
  }
  const { database: DatabaseName, table: Name } = resource;
  return {
    Table: {
      CatalogId,
      DatabaseName,
      ...(Name === undefined ? { TableWildcard: {} } : { Name }),
    },
  };
}

function toPermissions(grant: LakeGrant): PrincipalResourcePermissions {
  return {
    Principal: { DataLakePrincipalIdentifier: grant.principal },
    Resource: toResource(grant),
    Permissions: grant.permissions as Permission[],
    PermissionsWithGrantOption: grant.grantable as Permission[],
    AdditionalDetails: grant.shareArn
      ? { ResourceShare: [grant.shareArn] }
      : undefined,
    LastUpdated: new Date(grant.updatedAt),
    LastUpdatedBy: grant.updatedBy,
  };
}

/** What a request to grant or to revoke is about. */
function readGrant(
  input: Validated<GrantPermissionsRequest | RevokePermissionsRequest>,
  { caller }: Call,
): Grant {
  const { resource, catalogId } = readResource(input.Resource);
  const catalog = catalogId ?? input.CatalogId ?? caller.accountId;
  if (catalog !== caller.accountId) {
    throw new AwsError(
      'AccessDeniedException',
      `Insufficient Lake Formation permission(s) on the catalog ${catalog}`,
    );
  }
  return {
    catalogId: catalog,
    region: caller.region,
    principal: input.Principal.DataLakePrincipalIdentifier ?? '',
    resource,
    permissions: input.Permissions,
    grantable: input.PermissionsWithGrantOption ?? [],
  };
}

/** Whether a list of a kind of resources has a resource in it. */
function isListed(
  asked: LakeResource,
  { resource }: LakeGrant,
  isRelated: boolean,
): boolean {
  return (
    isSameResource(asked, resource) ||
    (isRelated && asked.database === resource.database)
  );
}

function listPermissions(
  input: Validated<ListPermissionsRequest>,
  { state, caller, listedUntil }: Call,
): ListPermissionsResponse {
  const { NextToken, MaxResults, ...question } = input;
  const asked = input.Resource && readResource(input.Resource);
  const catalogId = asked?.catalogId ?? input.CatalogId ?? caller.accountId;
  const principal = input.Principal?.DataLakePrincipalIdentifier;
  const found = state.lakeGrants.filter(
    grant =>
      grant.catalogId === catalogId &&
      grant.region === caller.region &&
      grant.updatedAt <= listedUntil &&
      // Of another account's catalog one sees what one was granted.
      (catalogId === caller.accountId ||
        reaches(state, grant.principal, caller.accountId)) &&
      (principal === undefined || grant.principal === principal) &&
      (!input.ResourceType || grant.resource.kind === input.ResourceType) &&
      (!asked ||
        isListed(asked.resource, grant, input.IncludeRelated === 'TRUE')),
  );
  const { page, nextToken } = paginate(found, {
    token: NextToken,
    size: MaxResults,
    defaultSize: 100,
    question,
    invalidToken: () =>
      new AwsError('InvalidInputException', 'Invalid pagination token.'),
  });
  return {
    PrincipalResourcePermissions: page.map(toPermissions),
    NextToken: nextToken,
  };
}

const operations: Operations = {
  GrantPermissions: writes<GrantPermissionsRequest, GrantPermissionsResponse>(
    (input, call) => {
      grantPermissions(call, readGrant(input, call), call.caller.principalArn);
      return {};
    },
  ),
  RevokePermissions: writes<
    RevokePermissionsRequest,
    RevokePermissionsResponse
  >((input, call) => {
    revokePermissions(call, readGrant(input, call), call.caller.principalArn);
    return {};
  }),
  ListPermissions: lists(listPermissions),
};

/** AWS Lake Formation: permissions on databases and tables, which need not exist. */
export const lakeFormation: Service = {
  signingName: 'lakeformation',
  protocol: 'restJson1',
  schemas: client,
  validationError: 'InvalidInputException',
  throttling: { error: 'ThrottledException', message: 'Rate exceeded' },
  failure: 'InternalServiceException',
  constraints,
  operations,
};
