// Account Factory: the product in Service Catalog of the management account by which Control Tower makes accounts.
import type { CloudFormationTemplate } from '../../cloudformation/template';
import { newId } from '../../ids';
import type { Product, ProvisioningArtifact, State } from '../../state/model';
import { registeredUnits, unitLabel } from './units';

/** What it is called in every organization. */
export const ACCOUNT_FACTORY = 'AWS Control Tower Account Factory';

const OWNER = 'AWS Control Tower';

const EMAIL = '[^\\s@]+@[^\\s@]+\\.[^\\s@]+';

/** Whether a product is Account Factory. */
export function isAccountFactory(product: Product | undefined): boolean {
  return product?.name === ACCOUNT_FACTORY && product.owner === OWNER;
}

/** The parameters of Account Factory. The real product has a resource that does nothing as well. */
function templateFor(units: string[]): CloudFormationTemplate {
  const text = (Description: string, AllowedPattern = '.+') => ({
    Type: 'String',
    Description,
    AllowedPattern,
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'AWS Control Tower Account Factory Template (DO NOT DELETE)',
    Parameters: {
      AccountName: text('Name of the account'),
      AccountEmail: text('Email address of the account', EMAIL),
      SSOUserFirstName: text('First name of the user'),
      SSOUserLastName: text('Last name of the user'),
      SSOUserEmail: text('Email address of the user', EMAIL),
      ManagedOrganizationalUnit: {
        Type: 'String',
        Description: 'Registered organizational unit of the account',
        AllowedValues: units,
      },
    },
    Resources: {},
  };
}

/**
 * Switches Control Tower on: a landing zone with registered units, and Account
 * Factory in the management account.
 *
 * @param now - milliseconds since 1970
 */
export function setUpControlTower(
  state: State,
  now: number,
  { region, unitIds }: { region: string; unitIds: string[] },
): void {
  const accountId = state.organization.managementAccountId;
  state.organization.controlTower = { registeredUnitIds: unitIds };
  const artifact: ProvisioningArtifact = {
    id: `pa-${newId(state, 13)}`,
    name: ACCOUNT_FACTORY,
    description: 'This is the baseline provisioning artifact.',
    createdAt: now,
    guidance: 'DEFAULT',
    template: templateFor(registeredUnits(state).map(unitLabel)),
  };
  const product: Product = {
    id: `prod-${newId(state, 13)}`,
    accountId,
    viewId: `prodview-${newId(state, 13)}`,
    region,
    name: ACCOUNT_FACTORY,
    owner: OWNER,
    description: 'Launches an account in the landing zone',
    createdAt: now,
    tags: {},
    artifacts: [artifact],
  };
  state.products.push(product);
  state.portfolios.push({
    id: `port-${newId(state, 13)}`,
    accountId,
    region,
    name: 'AWS Control Tower Account Factory Portfolio',
    providerName: OWNER,
    pathId: `lpv3-${newId(state, 13)}`,
    sharedWith: [],
    productIds: [product.id],
    principals: ['arn:aws:iam:::role/*', 'arn:aws:iam:::user/*'],
    launchRoles: {},
  });
}
