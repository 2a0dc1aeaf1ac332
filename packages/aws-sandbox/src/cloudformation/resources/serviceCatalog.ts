import { newId } from '../../ids';
import type { Context } from '../../operation';
import type {
  Portfolio,
  Product,
  ProvisioningArtifact,
} from '../../state/model';
import { checkTemplate } from '../checkTemplate';
import { readTemplate } from '../templates';
import { readTemplateUrl } from '../templateUrl';
import { StackError } from '../StackError';
import {
  change,
  optional,
  record,
  records,
  required,
  without,
  type Made,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

function notFound(what: string, id: string): StackError {
  return new StackError(
    `Resource handler returned message: "${what} ${id} not found." (HandlerErrorCode: NotFound)`,
  );
}

/** The portfolio of the stack's account with this id. */
export function requirePortfolio(
  { state }: Context,
  { accountId, region }: StackPlace,
  id: string,
): Portfolio {
  const found = state.portfolios.find(
    portfolio =>
      portfolio.id === id &&
      portfolio.accountId === accountId &&
      portfolio.region === region,
  );
  if (!found) {
    throw notFound('Portfolio', id);
  }
  return found;
}

function declaredPortfolio(properties: Properties, logicalId: string) {
  return {
    name: required(properties, logicalId, 'DisplayName'),
    providerName: required(properties, logicalId, 'ProviderName'),
    description: optional(properties, 'Description'),
  };
}

/** AWS::ServiceCatalog::Portfolio */
export const portfolio: ResourceType = {
  create({ state }, { accountId, region }, logicalId, properties) {
    const made: Portfolio = {
      id: `port-${newId(state, 13)}`,
      accountId,
      region,
      ...declaredPortfolio(properties, logicalId),
      pathId: `lpv3-${newId(state, 13)}`,
      sharedWith: [],
      productIds: [],
      principals: [],
      launchRoles: {},
    };
    state.portfolios.push(made);
    return {
      physicalId: made.id,
      undo: () => without(state.portfolios, made),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const found = requirePortfolio(context, place, physicalId);
    return {
      physicalId,
      undo: change(found, declaredPortfolio(properties, logicalId)),
    };
  },
  remove({ state }, _place, physicalId) {
    state.portfolios = state.portfolios.filter(({ id }) => id !== physicalId);
  },
  attributes: ({ state }, _place, physicalId) => ({
    PortfolioName:
      state.portfolios.find(({ id }) => id === physicalId)?.name ?? '',
  }),
};

/** What a portfolio has of something: its physical id says of which portfolio and which thing. */
function association(
  keys: [portfolio: string, member: string],
  list: (portfolio: Portfolio) => string[],
): ResourceType {
  return {
    create(context, place, logicalId, properties) {
      const [portfolioId, member] = keys.map(name =>
        required(properties, logicalId, name),
      );
      const members = list(requirePortfolio(context, place, portfolioId));
      if (!members.includes(member)) {
        members.push(member);
      }
      return {
        physicalId: `${member}|${portfolioId}`,
        undo: () => without(members, member),
      };
    },
    remove({ state }, _place, physicalId) {
      const [member, portfolioId] = physicalId.split('|');
      const found = state.portfolios.find(({ id }) => id === portfolioId);
      without(found ? list(found) : [], member);
    },
    attributes: () => ({}),
  };
}

/** AWS::ServiceCatalog::PortfolioProductAssociation */
export const portfolioProduct = association(
  ['PortfolioId', 'ProductId'],
  ({ productIds }) => productIds,
);

/** AWS::ServiceCatalog::PortfolioPrincipalAssociation */
export const portfolioPrincipal = association(
  ['PortfolioId', 'PrincipalARN'],
  ({ principals }) => principals,
);

/** AWS::ServiceCatalog::LaunchRoleConstraint */
export const launchRoleConstraint: ResourceType = {
  create(context, place, logicalId, properties) {
    const need = (name: string) => required(properties, logicalId, name);
    const productId = need('ProductId');
    const found = requirePortfolio(context, place, need('PortfolioId'));
    if (!found.productIds.includes(productId)) {
      throw notFound('Product', productId);
    }
    const roleName =
      optional(properties, 'LocalRoleName') ??
      need('RoleArn').split('/').at(-1) ??
      '';
    return {
      physicalId: `cons-${found.id}-${productId}`,
      undo: change(found, {
        launchRoles: { ...found.launchRoles, [productId]: roleName },
      }),
    };
  },
  remove({ state }, _place, physicalId) {
    for (const { id, launchRoles } of state.portfolios) {
      const [, productId] = physicalId.split(`cons-${id}-`);
      delete launchRoles[productId ?? ''];
    }
  },
  attributes: () => ({}),
};

function readVersion(
  context: Context,
  logicalId: string,
  properties: Properties,
): Omit<ProvisioningArtifact, 'id' | 'createdAt' | 'guidance'> {
  const info = record(properties, 'Info');
  const text = readTemplateUrl(
    context.state,
    required(info, logicalId, 'LoadTemplateFromURL'),
  );
  const template = readTemplate(text);
  checkTemplate(template);
  return {
    name: optional(properties, 'Name') ?? 'v1',
    description: optional(properties, 'Description') ?? '',
    template,
  };
}

function versionsOf(
  context: Context,
  logicalId: string,
  properties: Properties,
  present: ProvisioningArtifact[],
): ProvisioningArtifact[] {
  const { state, now } = context;
  const declared = records(properties, 'ProvisioningArtifactParameters').map(
    version => readVersion(context, logicalId, version),
  );
  const kept = present.map(artifact => ({
    ...artifact,
    ...declared.find(({ name }) => name === artifact.name),
  }));
  const added = declared
    .filter(({ name }) => !present.some(artifact => artifact.name === name))
    .map((version): ProvisioningArtifact => ({
      ...version,
      id: `pa-${newId(state, 13)}`,
      createdAt: now,
      guidance: 'DEFAULT',
    }));
  return [...kept, ...added];
}

function declaredProduct(properties: Properties, logicalId: string) {
  return {
    name: required(properties, logicalId, 'Name'),
    owner: required(properties, logicalId, 'Owner'),
    description: optional(properties, 'Description') ?? '',
    tags: Object.fromEntries(
      records(properties, 'Tags').map(({ Key, Value }) => [
        String(Key),
        String(Value),
      ]),
    ),
  };
}

/** AWS::ServiceCatalog::CloudFormationProduct */
export const product: ResourceType = {
  create(context, { accountId, region }, logicalId, properties): Made {
    const { state, now } = context;
    const made: Product = {
      id: `prod-${newId(state, 13)}`,
      accountId,
      viewId: `prodview-${newId(state, 13)}`,
      region,
      ...declaredProduct(properties, logicalId),
      createdAt: now,
      artifacts: versionsOf(context, logicalId, properties, []),
    };
    state.products.push(made);
    return { physicalId: made.id, undo: () => without(state.products, made) };
  },
  update(context, _place, physicalId, properties, logicalId) {
    const found = context.state.products.find(({ id }) => id === physicalId);
    return (
      found && {
        physicalId,
        // Versions that are out of the template stay: somebody may have launched them.
        undo: change(found, {
          ...declaredProduct(properties, logicalId),
          artifacts: versionsOf(
            context,
            logicalId,
            properties,
            found.artifacts,
          ),
        }),
      }
    );
  },
  remove({ state }, _place, physicalId) {
    if (
      state.portfolios.some(({ productIds }) => productIds.includes(physicalId))
    ) {
      throw new StackError(
        `Resource handler returned message: "Product ${physicalId} cannot be deleted: it is in a portfolio." (HandlerErrorCode: ResourceConflict)`,
      );
    }
    state.products = state.products.filter(({ id }) => id !== physicalId);
  },
  attributes({ state }, _place, physicalId) {
    const found = state.products.find(({ id }) => id === physicalId);
    const artifacts = found?.artifacts ?? [];
    return {
      ProductName: found?.name ?? '',
      ProvisioningArtifactIds: artifacts.map(({ id }) => id).join(','),
      ProvisioningArtifactNames: artifacts.map(({ name }) => name).join(','),
    };
  },
};
