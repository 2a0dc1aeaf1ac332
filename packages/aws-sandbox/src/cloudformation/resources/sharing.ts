import type { Context } from '../../operation';
import {
  grantPermissions,
  isSameResource,
  revokePermissions,
  type Grant,
} from '../../services/lakeFormation/grants';
import {
  addShare,
  associate,
  deleteShare,
  disassociate,
} from '../../services/ram/shares';
import type { LakeResource, ResourceShare } from '../../state/sharing';
import { StackError } from '../StackError';
import {
  asHandler,
  change,
  missing,
  optional,
  record,
  required,
  strings,
  without,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

function findShare({ state }: Context, arn: string): ResourceShare | undefined {
  return state.resourceShares.find(share => share.arn === arn);
}

function declared(properties: Properties) {
  return {
    resourceArns: strings(properties, 'ResourceArns'),
    principals: strings(properties, 'Principals'),
  };
}

/** AWS::RAM::ResourceShare */
export const resourceShare: ResourceType = {
  create(context, { accountId, region }, logicalId, properties) {
    const made = asHandler(() =>
      addShare(context, {
        accountId,
        region,
        name: required(properties, logicalId, 'Name'),
        allowExternalPrincipals:
          optional(properties, 'AllowExternalPrincipals') !== 'false',
        ...declared(properties),
      }),
    );
    return {
      physicalId: made.arn,
      arn: made.arn,
      undo: () => without(context.state.resourceShares, made),
    };
  },
  update(context, _place, physicalId, properties, logicalId) {
    const found = findShare(context, physicalId);
    if (!found || found.status === 'DELETED') {
      return undefined;
    }
    const undo = change(found, {
      name: required(properties, logicalId, 'Name'),
      allowExternalPrincipals:
        optional(properties, 'AllowExternalPrincipals') !== 'false',
    });
    const wanted = declared(properties);
    const kept = new Set([...wanted.resourceArns, ...wanted.principals]);
    disassociate(
      context,
      found,
      found.associations.flatMap(({ entity }) =>
        kept.has(entity) ? [] : [entity],
      ),
    );
    asHandler(() => associate(context, found, wanted));
    return { physicalId, arn: found.arn, undo };
  },
  remove(context, _place, physicalId) {
    const found = findShare(context, physicalId);
    if (found && found.status !== 'DELETED') {
      deleteShare(context, found);
    }
  },
  attributes: (_context, _place, physicalId) => ({ Arn: physicalId }),
};

function readResource(properties: Properties, logicalId: string): LakeResource {
  const resource = record(properties, 'Resource');
  if (resource.Database !== undefined) {
    const database = record(resource, 'Database');
    return {
      kind: 'DATABASE',
      database: required(database, logicalId, 'Name'),
    };
  }
  if (resource.Table !== undefined) {
    const table = record(resource, 'Table');
    const name = optional(table, 'Name');
    if ((name === undefined) === (table.TableWildcard === undefined)) {
      throw new StackError(
        'Properties validation failed: #/Resource/Table: either Name or TableWildcard has to be given',
      );
    }
    return {
      kind: 'TABLE',
      database: required(table, logicalId, 'DatabaseName'),
      table: name,
    };
  }
  throw missing(logicalId, 'Resource');
}

function readGrant(
  { accountId, region }: StackPlace,
  logicalId: string,
  properties: Properties,
): Grant {
  const principal = record(properties, 'Principal');
  return {
    catalogId: optional(properties, 'Catalog') ?? accountId,
    region,
    principal: required(principal, logicalId, 'DataLakePrincipalIdentifier'),
    resource: readResource(properties, logicalId),
    permissions: strings(properties, 'Permissions'),
    grantable: strings(properties, 'PermissionsWithGrantOption'),
  };
}

function grantor({ accountId }: StackPlace): string {
  return `arn:aws:iam::${accountId}:role/AWSCloudFormation`;
}

/** Grants what is new before it takes away what is not, so that the share stays. */
function replaceGrant(
  context: Context,
  before: Grant,
  after: Grant,
  by: string,
): void {
  const gone = (list: 'permissions' | 'grantable') =>
    before[list].filter(permission => !after[list].includes(permission));
  grantPermissions(context, after, by);
  revokePermissions(
    context,
    {
      ...before,
      permissions: gone('permissions'),
      grantable: gone('grantable'),
    },
    by,
  );
}

/** AWS::LakeFormation::PrincipalPermissions */
export const lakePermissions: ResourceType = {
  create(context, place, logicalId, properties) {
    const grant = readGrant(place, logicalId, properties);
    const by = grantor(place);
    asHandler(() => grantPermissions(context, grant, by));
    return {
      // What it takes to revoke it is what it is known by, as on AWS.
      physicalId: JSON.stringify(grant),
      undo: () => revokePermissions(context, grant, by),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const before: Grant = JSON.parse(physicalId);
    const grant = readGrant(place, logicalId, properties);
    if (
      before.catalogId !== grant.catalogId ||
      before.principal !== grant.principal ||
      !isSameResource(before.resource, grant.resource)
    ) {
      return undefined;
    }
    const by = grantor(place);
    asHandler(() => replaceGrant(context, before, grant, by));
    return {
      physicalId: JSON.stringify(grant),
      undo: () => replaceGrant(context, grant, before, by),
    };
  },
  remove(context, place, physicalId) {
    const grant: Grant = JSON.parse(physicalId);
    asHandler(() => revokePermissions(context, grant, grantor(place)));
  },
  attributes(_context, _place, physicalId) {
    const { principal, resource }: Grant = JSON.parse(physicalId);
    return {
      PrincipalIdentifier: JSON.stringify({
        DataLakePrincipalIdentifier: principal,
      }),
      ResourceIdentifier: JSON.stringify(resource),
    };
  },
};
