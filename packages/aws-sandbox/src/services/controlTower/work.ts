// What Control Tower does by itself with the accounts that are asked of Account Factory.
import { AWS_SECONDS } from '../../durations';
import { schedule, type Context } from '../../operation';
import type { Account, ProvisionedProduct, Work } from '../../state/model';
import { accountMoved } from '../cloudFormation/stackSets';
import { recordOrganizationEvent } from '../cloudTrail/record';
import { addRole, findRole, trustAccount } from '../iam/roles';
import { openAccount } from '../organizations/creation';
import { recordOf } from '../serviceCatalog/provision';
import { endProvisionedProduct } from '../serviceCatalog/terminate';
import { findEnrollable, refusalOf } from './request';
import { findRegisteredUnit } from './units';

interface VendingWork {
  provisionedProductId: string;
}

/** The role by which Control Tower reaches an account. */
const EXECUTION_ROLE = 'AWSControlTowerExecution';

/** The address of the portal of IAM Identity Center. */
const PORTAL_URL = 'https://d-9067sandbox.awsapps.com/start';

function find(
  { state }: Context,
  { provisionedProductId }: VendingWork,
): ProvisionedProduct | undefined {
  return state.provisionedProducts.find(
    ({ id }) => id === provisionedProductId,
  );
}

function fail(
  { state, now }: Context,
  provisioned: ProvisionedProduct,
  description: string,
): void {
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'FAILED';
  record.updatedAt = now;
  record.error = { code: 'InternalFailure', description };
  // What failed to change is still there.
  provisioned.status = provisioned.managedAccountId ? 'TAINTED' : 'ERROR';
  provisioned.statusMessage = description;
}

function succeed(
  { state, now }: Context,
  provisioned: ProvisionedProduct,
  accountId: string,
): void {
  const { AccountEmail, SSOUserEmail } = provisioned.parameters;
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'SUCCEEDED';
  record.updatedAt = now;
  record.outputs = Object.entries({
    AccountEmail,
    AccountId: accountId,
    SSOUserEmail,
    SSOUserPortal: PORTAL_URL,
  }).map(([key, value]) => ({ key, value }));
  provisioned.status = 'AVAILABLE';
  provisioned.statusMessage = undefined;
  provisioned.lastSuccessfulRecordId = record.id;
}

function next(
  context: Context,
  awsSeconds: number,
  kind: Extract<Work, VendingWork>['kind'],
  { id }: ProvisionedProduct,
): void {
  schedule(context, awsSeconds, { kind, provisionedProductId: id });
}

/** Looks at a request; from here on it can fail. */
export function startVending(context: Context, work: VendingWork): void {
  const provisioned = find(context, work);
  if (!provisioned) {
    return;
  }
  const { state, now } = context;
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'IN_PROGRESS';
  record.updatedAt = now;
  const refusal = refusalOf(state, provisioned);
  if (refusal) {
    fail(context, provisioned, refusal);
    return;
  }
  const isThere = findEnrollable(state, provisioned.parameters.AccountEmail);
  const [shortest] = AWS_SECONDS.createAccount;
  next(context, isThere ? 0 : shortest, 'vend-account', provisioned);
}

function moveAccount(
  context: Context,
  account: Account,
  destinationParentId: string,
): void {
  const { id: accountId, parentId: sourceParentId } = account;
  account.parentId = destinationParentId;
  accountMoved(context, accountId);
  recordOrganizationEvent(context, 'MoveAccount', {
    accountId,
    sourceParentId,
    destinationParentId,
  });
}

/** Moves an account to the unit that is asked for; nothing happens when it is there. */
function place(
  context: Context,
  accountId: string,
  { parameters }: ProvisionedProduct,
): void {
  const { state } = context;
  const account = state.accounts.find(({ id }) => id === accountId);
  const unit = findRegisteredUnit(state, parameters.ManagedOrganizationalUnit);
  if (account && unit && account.parentId !== unit.id) {
    moveAccount(context, account, unit.id);
  }
}

/** Makes the account, or takes the one that is there, and brings it to its unit. */
export function vendAccount(context: Context, work: VendingWork): void {
  const { state } = context;
  const provisioned = find(context, work);
  if (!provisioned) {
    return;
  }
  // Somebody may have been faster.
  const refusal = refusalOf(state, provisioned);
  if (refusal) {
    fail(context, provisioned, refusal);
    return;
  }
  const { AccountName: name, AccountEmail: email } = provisioned.parameters;
  const accountId =
    findEnrollable(state, email)?.id ??
    openAccount(context, {
      name,
      email,
      parentId:
        findRegisteredUnit(
          state,
          provisioned.parameters.ManagedOrganizationalUnit,
        )?.id ?? state.organization.rootId,
      roleName: EXECUTION_ROLE,
      tags: {},
    });
  if (!findRole(state, accountId, EXECUTION_ROLE)) {
    addRole(context, {
      accountId,
      name: EXECUTION_ROLE,
      trustPolicy: trustAccount(state.organization.managementAccountId),
    });
  }
  provisioned.managedAccountId = accountId;
  place(context, accountId, provisioned);
  next(context, AWS_SECONDS.enrollAccount, 'complete-vending', provisioned);
}

/** The account is under Control Tower. */
export function completeVending(context: Context, work: VendingWork): void {
  const provisioned = find(context, work);
  if (provisioned?.managedAccountId) {
    succeed(context, provisioned, provisioned.managedAccountId);
  }
}

/** Brings an account to the unit that it is to have now. */
export function updateAccount(context: Context, work: VendingWork): void {
  const provisioned = find(context, work);
  if (!provisioned?.managedAccountId) {
    return;
  }
  const refusal = refusalOf(context.state, provisioned);
  if (refusal) {
    fail(context, provisioned, refusal);
    return;
  }
  place(context, provisioned.managedAccountId, provisioned);
  succeed(context, provisioned, provisioned.managedAccountId);
}

/** Lets an account go: it stays open, in the root. */
export function releaseAccount(context: Context, work: VendingWork): void {
  const { state } = context;
  const provisioned = find(context, work);
  if (!provisioned) {
    return;
  }
  const account = state.accounts.find(
    ({ id }) => id === provisioned.managedAccountId,
  );
  if (account?.state === 'ACTIVE') {
    moveAccount(context, account, state.organization.rootId);
  }
  endProvisionedProduct(context, provisioned);
}
