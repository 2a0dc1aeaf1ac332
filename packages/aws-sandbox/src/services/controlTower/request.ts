// Requests to Account Factory, and why it refuses them.
import type { Product, ProvisionedProduct, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { accountFailure } from '../organizations/creation';
import { isAccountFactory } from './product';
import { findRegisteredUnit } from './units';

/** How many accounts Control Tower works on at the same time (service quota). */
const MAX_UNDER_CHANGE = 5;

/** What it says when it is at work on something else. */
export const BUSY =
  'Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.';

const REQUIRED = [
  'AccountName',
  'AccountEmail',
  'SSOUserFirstName',
  'SSOUserLastName',
  'SSOUserEmail',
  'ManagedOrganizationalUnit',
];

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

/** All that Account Factory has provisioned. */
function vended(state: State): ProvisionedProduct[] {
  const ids = state.products.filter(isAccountFactory).map(({ id }) => id);
  return state.provisionedProducts.filter(({ productId }) =>
    ids.includes(productId),
  );
}

/**
 * Refuses a request when Control Tower works on as many accounts as it can; does
 * nothing for other products.
 *
 * @throws AwsError
 */
export function checkCapacity(state: State, product: Product): void {
  const underChange = vended(state).filter(
    ({ status }) => status === 'UNDER_CHANGE',
  );
  if (isAccountFactory(product) && underChange.length >= MAX_UNDER_CHANGE) {
    throw new AwsError('InvalidParametersException', BUSY);
  }
}

/** Why Account Factory cannot do what is asked of it; undefined when it can. */
export function refusalOf(
  state: State,
  provisioned: ProvisionedProduct,
): string | undefined {
  const { parameters, managedAccountId } = provisioned;
  const missing = REQUIRED.filter(name => !parameters[name]);
  if (missing.length > 0) {
    return `Parameters: [${missing.join(', ')}] must have values`;
  }
  const email = parameters.AccountEmail;
  const others = vended(state).filter(
    other =>
      other !== provisioned &&
      lower(other.parameters.AccountEmail ?? '') === lower(email),
  );
  if (others.some(({ status }) => status === 'UNDER_CHANGE')) {
    return BUSY;
  }
  if (!findRegisteredUnit(state, parameters.ManagedOrganizationalUnit)) {
    return `AWS Control Tower cannot find the organizational unit ${parameters.ManagedOrganizationalUnit}, or it is not registered with AWS Control Tower. Register the organizational unit, then try again.`;
  }
  if (managedAccountId) {
    return undefined;
  }
  if (others.some(other => other.managedAccountId)) {
    return `The account with the email address ${email} is already enrolled in AWS Control Tower.`;
  }
  return findEnrollable(state, email)
    ? undefined
    : creationRefusal(state, email);
}

/** The account of the organization that a request means; undefined when one has to be made. */
export function findEnrollable(state: State, email: string) {
  return state.accounts.find(
    account =>
      account.state === 'ACTIVE' && lower(account.email) === lower(email),
  );
}

function creationRefusal(state: State, email: string): string | undefined {
  switch (accountFailure(state, email)) {
    case undefined:
      return undefined;
    case 'EMAIL_ALREADY_EXISTS':
      return `AWS Control Tower could not create the account: an AWS account with the email address ${email} already exists. Choose a different email address.`;
    default:
      return 'AWS Control Tower could not create the account: you have reached the limit of accounts in your organization (service quota).';
  }
}
