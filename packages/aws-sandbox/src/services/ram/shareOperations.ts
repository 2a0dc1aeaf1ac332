import type {
  AssociateResourceShareRequest,
  AssociateResourceShareResponse,
  CreateResourceShareRequest,
  CreateResourceShareResponse,
  DeleteResourceShareRequest,
  DeleteResourceShareResponse,
  GetResourceShareAssociationsRequest,
  GetResourceShareAssociationsResponse,
  GetResourceSharesRequest,
  GetResourceSharesResponse,
  ListPrincipalsRequest,
  ListPrincipalsResponse,
  ListResourcesRequest,
  ListResourcesResponse,
  ResourceShareAssociation,
  ResourceShare as ResourceShareOutput,
} from '@aws-sdk/client-ram';
import { lists, writes, type Call, type Operations } from '../../operation';
import type { State } from '../../state/model';
import type { ResourceShare, ShareAssociation } from '../../state/sharing';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import {
  addShare,
  associate,
  associated,
  deleteShare,
  isExternal,
  reaches,
} from './shares';

function toShare(state: State, share: ResourceShare): ResourceShareOutput {
  return {
    resourceShareArn: share.arn,
    name: share.name,
    owningAccountId: share.accountId,
    allowExternalPrincipals: share.allowExternalPrincipals,
    status: share.status,
    tags: Object.entries(state.tags[share.arn] ?? {}).map(([key, value]) => ({
      key,
      value,
    })),
    creationTime: new Date(share.createdAt),
    lastUpdatedTime: new Date(share.changedAt),
    featureSet: share.featureSet,
  };
}

function toAssociation(
  state: State,
  share: ResourceShare,
  { entity, type, status, createdAt, changedAt }: ShareAssociation,
): ResourceShareAssociation {
  return {
    resourceShareArn: share.arn,
    resourceShareName: share.name,
    associatedEntity: entity,
    associationType: type,
    status,
    creationTime: new Date(createdAt),
    lastUpdatedTime: new Date(changedAt),
    external: type === 'PRINCIPAL' && isExternal(state, entity),
  };
}

/** `glue:Database` of `arn:aws:glue:eu-west-1:100000000003:database/sales`. */
function typeOf(arn: string): string {
  const [, , service, , , resource] = arn.split(':');
  const kind = resource.split('/')[0];
  return `${service}:${kind
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;
}

function pageOf<T>(
  items: T[],
  input: { nextToken?: string; maxResults?: number },
  operation: string,
) {
  const { nextToken, maxResults, ...question } = input;
  return paginate(items, {
    token: nextToken,
    size: maxResults,
    defaultSize: 100,
    question: [operation, question],
    invalidToken: () =>
      new AwsError(
        'InvalidNextTokenException',
        'The specified value for NextToken is not valid.',
      ),
  });
}

/** What an account has shared itself, or what others share with it by now. */
function sharesOf(
  { state, caller, listedUntil }: Call,
  owner: string,
): ResourceShare[] {
  return state.resourceShares.filter(share => {
    if (share.region !== caller.region || share.createdAt > listedUntil) {
      return false;
    }
    return owner === 'SELF'
      ? share.accountId === caller.accountId
      : share.accountId !== caller.accountId &&
          associated(share, 'PRINCIPAL').some(({ entity }) =>
            reaches(state, entity, caller.accountId),
          );
  });
}

function ownShare({ state, caller }: Call, arn: string): ResourceShare {
  const found = state.resourceShares.find(
    share =>
      share.arn === arn &&
      share.accountId === caller.accountId &&
      share.region === caller.region &&
      share.status !== 'DELETED',
  );
  if (!found) {
    throw new AwsError(
      'UnknownResourceException',
      `ResourceShare ${arn} could not be found.`,
    );
  }
  return found;
}

/** Shares with the one association of each that a list asks for. */
function* associationsOf(
  shares: ResourceShare[],
  type: ShareAssociation['type'],
  arns: string[] | undefined,
) {
  for (const share of shares) {
    if (!arns || arns.includes(share.arn)) {
      for (const association of associated(share, type)) {
        yield { share, association };
      }
    }
  }
}

export const shareOperations: Operations = {
  CreateResourceShare: writes<
    CreateResourceShareRequest,
    CreateResourceShareResponse
  >((input, call) => {
    const { state, caller } = call;
    const { clientToken: token, tags = [] } = input;
    const before = state.resourceShares.find(
      share =>
        token !== undefined &&
        share.token === token &&
        share.accountId === caller.accountId,
    );
    if (before) {
      return { resourceShare: toShare(state, before), clientToken: token };
    }
    const share = addShare(call, {
      ...input,
      accountId: caller.accountId,
      region: caller.region,
      token,
    });
    state.tags[share.arn] = Object.fromEntries(
      tags.map(({ key, value }) => [key, value]),
    );
    return { resourceShare: toShare(state, share), clientToken: token };
  }),

  AssociateResourceShare: writes<
    AssociateResourceShareRequest,
    AssociateResourceShareResponse
  >((input, call) => {
    const share = ownShare(call, input.resourceShareArn);
    return {
      resourceShareAssociations: associate(call, share, input).map(each =>
        toAssociation(call.state, share, each),
      ),
      clientToken: input.clientToken,
    };
  }),

  GetResourceShares: lists<GetResourceSharesRequest, GetResourceSharesResponse>(
    (input, call) => {
      const {
        resourceShareArns,
        resourceShareStatus,
        name,
        tagFilters = [],
      } = input;
      const found = sharesOf(call, input.resourceOwner).filter(
        share =>
          (!resourceShareArns || resourceShareArns.includes(share.arn)) &&
          (!resourceShareStatus || share.status === resourceShareStatus) &&
          (name === undefined || share.name === name) &&
          tagFilters.every(({ tagKey, tagValues }) => {
            const value = call.state.tags[share.arn]?.[tagKey ?? ''];
            return (
              value !== undefined && (!tagValues || tagValues.includes(value))
            );
          }),
      );
      const { page, nextToken } = pageOf(found, input, 'GetResourceShares');
      return {
        resourceShares: page.map(share => toShare(call.state, share)),
        nextToken,
      };
    },
  ),

  GetResourceShareAssociations: lists<
    GetResourceShareAssociationsRequest,
    GetResourceShareAssociationsResponse
  >((input, call) => {
    const { associationType, resourceShareArns, associationStatus } = input;
    if (associationType === 'PRINCIPAL' ? input.resourceArn : input.principal) {
      throw new AwsError(
        'InvalidParameterException',
        associationType === 'PRINCIPAL'
          ? 'You cannot specify a resource ARN for the association type PRINCIPAL.'
          : 'You cannot specify a principal for the association type RESOURCE.',
      );
    }
    const entity = input.resourceArn ?? input.principal;
    const found = sharesOf(call, 'SELF')
      .filter(
        ({ arn }) => !resourceShareArns || resourceShareArns.includes(arn),
      )
      .flatMap(share =>
        share.associations.map(association => ({ share, association })),
      )
      .filter(
        ({ association }) =>
          association.type === associationType &&
          (!associationStatus || association.status === associationStatus) &&
          (!entity || association.entity === entity),
      );
    const { page, nextToken } = pageOf(
      found,
      input,
      'GetResourceShareAssociations',
    );
    return {
      resourceShareAssociations: page.map(({ share, association }) =>
        toAssociation(call.state, share, association),
      ),
      nextToken,
    };
  }),

  ListResources: lists<ListResourcesRequest, ListResourcesResponse>(
    (input, call) => {
      const { principal, resourceType, resourceArns } = input;
      const shares = sharesOf(call, input.resourceOwner).filter(
        share =>
          principal === undefined ||
          (input.resourceOwner === 'SELF'
            ? associated(share, 'PRINCIPAL').some(
                ({ entity }) => entity === principal,
              )
            : share.accountId === principal),
      );
      const found = [
        ...associationsOf(shares, 'RESOURCE', input.resourceShareArns),
      ].filter(
        ({ association: { entity } }) =>
          (!resourceType || typeOf(entity) === resourceType) &&
          (!resourceArns || resourceArns.includes(entity)),
      );
      const { page, nextToken } = pageOf(found, input, 'ListResources');
      return {
        resources: page.map(({ share, association }) => ({
          arn: association.entity,
          type: typeOf(association.entity),
          resourceShareArn: share.arn,
          status: 'AVAILABLE',
          creationTime: new Date(association.createdAt),
          lastUpdatedTime: new Date(association.changedAt),
          resourceRegionScope: 'REGIONAL',
        })),
        nextToken,
      };
    },
  ),

  ListPrincipals: lists<ListPrincipalsRequest, ListPrincipalsResponse>(
    (input, call) => {
      const { resourceOwner, resourceArn, resourceType, principals } = input;
      const shares = sharesOf(call, resourceOwner).filter(share => {
        const entities = associated(share, 'RESOURCE').map(each => each.entity);
        return (
          (!resourceArn || entities.includes(resourceArn)) &&
          (!resourceType ||
            entities.some(entity => typeOf(entity) === resourceType))
        );
      });
      // Of what others share, the principal is who shares it.
      const found =
        resourceOwner === 'SELF'
          ? [...associationsOf(shares, 'PRINCIPAL', input.resourceShareArns)]
          : shares
              .filter(
                ({ arn }) =>
                  !input.resourceShareArns ||
                  input.resourceShareArns.includes(arn),
              )
              .map(share => ({
                share,
                association: { ...share, entity: share.accountId },
              }));
      const { page, nextToken } = pageOf(
        found.filter(
          ({ association: { entity } }) =>
            !principals || principals.includes(entity),
        ),
        input,
        'ListPrincipals',
      );
      return {
        principals: page.map(({ share, association }) => ({
          id: association.entity,
          resourceShareArn: share.arn,
          creationTime: new Date(association.createdAt),
          lastUpdatedTime: new Date(association.changedAt),
          external: isExternal(call.state, association.entity),
        })),
        nextToken,
      };
    },
  ),

  DeleteResourceShare: writes<
    DeleteResourceShareRequest,
    DeleteResourceShareResponse
  >(({ resourceShareArn, clientToken }, call) => {
    deleteShare(call, ownShare(call, resourceShareArn));
    return { returnValue: true, clientToken };
  }),
};
