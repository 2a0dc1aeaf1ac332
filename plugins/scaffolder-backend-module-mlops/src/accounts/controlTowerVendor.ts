// Accounts through Control Tower's Account Factory: a Service Catalog product of the management account, one provisioned product an account.
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  paginateSearchProvisionedProducts,
  UpdateProvisionedProductCommand,
  type ProvisionedProductDetail,
  type ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import {
  explained,
  isTransient,
  waitUntil,
  type ControlTowerConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import pLimit from 'p-limit';
import { changesOnly } from '../changesOnly';
import { findProduct, type LaunchableProduct } from '../findProduct';
import {
  awaitProvisioned,
  ensureProvisioned,
  failureOf,
  findProvisioned,
  hasFailed,
  outputsOf,
  provision,
  removeProvisioned,
  type ProvisionedProductRef,
} from '../provisionedProduct';
import { sentence } from '../sentence';
import { accountFactoryFailure, isBusy } from './accountFactoryFailure';
import { accountTags } from './accountTags';
import type {
  AccountRequest,
  AccountVendor,
  OrganizationalUnit,
  VendedAccount,
  VendingContext,
} from './AccountVendor';
import { describeAccount, findAccount, hasEmail, vended } from './findAccount';
import { parentOf, placeAccount } from './settleAccount';

/** How many accounts Control Tower works on at the same time. */
const MAX_IN_FLIGHT = 5;

const WAITING_FOR_A_PLACE = `Control Tower works on at most ${MAX_IN_FLIGHT} accounts at a time; waiting for a place`;

/** The output of the product that names the account. */
const ACCOUNT_ID_OUTPUT = 'AccountId';

const SSO_PARAMETERS = [
  'SSOUserEmail',
  'SSOUserFirstName',
  'SSOUserLastName',
] as const;

/** How Account Factory wants a unit: with its id, as names repeat below different parents. */
function managedUnit({ name, id }: OrganizationalUnit): string {
  return `${name} (${id})`;
}

/**
 * Vends accounts with Account Factory: looks for the account by its email
 * address, then for its provisioned product by its name, and only then asks for
 * it. At most five are under change at a time, counted from Service Catalog, so
 * that it holds for all tasks and replicas.
 *
 * @param serviceCatalog - a client of the management account
 * @param organizations - the same for AWS Organizations
 * @param managementAccountId - for messages
 * @param taskId - makes the tokens of one task's requests the same whenever it comes by again
 */
export function createControlTowerVendor(options: {
  serviceCatalog: ServiceCatalogClient;
  organizations: OrganizationsClient;
  controlTower: ControlTowerConfig;
  managementAccountId: string;
  taskId: string;
}): AccountVendor {
  const {
    serviceCatalog,
    organizations,
    controlTower,
    managementAccountId,
    taskId,
  } = options;
  const { ssoUser } = controlTower;
  const oneAtATime = pLimit(1);

  function refOf(
    { name }: Pick<AccountRequest, 'name'>,
    { signal }: Pick<VendingContext, 'signal'>,
  ): ProvisionedProductRef {
    return {
      client: serviceCatalog,
      name,
      what: `account ${name} in Account Factory`,
      signal,
    };
  }

  function accountFactory({
    signal,
  }: VendingContext): Promise<LaunchableProduct> {
    return findProduct(serviceCatalog, {
      accountId: managementAccountId,
      product: controlTower.product,
      signal,
      missingAdvice:
        'The platform team gives the provisioner role access to the portfolio of Account Factory in the management account, or corrects mlops.accounts.controlTower.product.',
    });
  }

  /** How many accounts Account Factory works on, whoever asked for them. */
  async function inFlight(
    { productId }: LaunchableProduct,
    { name }: AccountRequest,
    { signal: abortSignal }: VendingContext,
  ): Promise<number> {
    return explained(
      { tried: 'list what Account Factory works on', on: name },
      async () => {
        let count = 0;
        const pages = paginateSearchProvisionedProducts(
          { client: serviceCatalog },
          {
            AccessLevelFilter: { Key: 'Account', Value: 'self' },
            Filters: { SearchQuery: [`productId:${productId}`] },
          },
          { abortSignal },
        );
        for await (const { ProvisionedProducts = [] } of pages) {
          count += ProvisionedProducts.filter(
            ({ Status }) => Status === 'UNDER_CHANGE',
          ).length;
        }
        return count;
      },
    );
  }

  /** Asks for the account when fewer than five are under change; answers why not when it has to wait. */
  async function tryToAsk(
    request: AccountRequest,
    unit: OrganizationalUnit,
    product: LaunchableProduct,
    token: string,
    context: VendingContext,
  ): Promise<string | undefined> {
    if ((await inFlight(product, request, context)) >= MAX_IN_FLIGHT) {
      return WAITING_FOR_A_PLACE;
    }
    try {
      await provision(refOf(request, context), {
        product,
        token,
        tags: accountTags(request),
        parameters: {
          AccountName: request.name,
          AccountEmail: request.email,
          ManagedOrganizationalUnit: managedUnit(unit),
          SSOUserEmail: ssoUser.email,
          SSOUserFirstName: ssoUser.firstName,
          SSOUserLastName: ssoUser.lastName,
        },
      });
      return undefined;
    } catch (error) {
      context.signal?.throwIfAborted();
      const { cause } = error as Error;
      if (isTransient(cause) || isBusy(sentence(error))) {
        return 'Control Tower could not take the request; trying again in a moment';
      }
      throw accountFactoryFailure(
        request,
        sentence(cause ?? error).replace(/\.\s*$/, ''),
      );
    }
  }

  async function ask(
    request: AccountRequest,
    unit: OrganizationalUnit,
    token: string,
    context: VendingContext,
  ): Promise<void> {
    const { log, signal } = context;
    log(
      `asking Account Factory for account ${request.name} (${request.email})`,
    );
    const product = await accountFactory(context);
    const tell = changesOnly(log);
    await waitUntil({
      what: `a free place to create account ${request.name}`,
      signal,
      poll: async () => {
        const reason = await oneAtATime(() =>
          tryToAsk(request, unit, product, token, context),
        );
        if (reason) {
          tell(reason);
          return undefined;
        }
        return true;
      },
    });
  }

  /** The account behind an available provisioned product. */
  async function accountBehind(
    request: AccountRequest,
    provisioned: ProvisionedProductDetail,
    created: boolean,
    context: VendingContext,
  ): Promise<VendedAccount> {
    const { [ACCOUNT_ID_OUTPUT]: accountId } = await outputsOf(
      refOf(request, context),
      provisioned,
    );
    if (!accountId) {
      throw accountFactoryFailure(
        request,
        'Account Factory reports success, but no account id',
      );
    }
    const account = await describeAccount(
      organizations,
      request,
      accountId,
      context,
    );
    if (!hasEmail(account, request.email)) {
      throw new Error(
        `Account Factory has ${request.name} already, as account ${accountId} with the email address ${account.Email}, not ${request.email}. Choose another use case name, or ask the platform team.`,
      );
    }
    return vended(request, account, created);
  }

  return {
    async vend(request, unit, context) {
      const ref = refOf(request, context);
      const existing = await findAccount(organizations, request, context);
      if (existing && !(await findProvisioned(ref))) {
        // It came about in another way, which is nothing to mend here.
        return vended(request, existing, false);
      }
      return waitUntil({
        what: `Control Tower to create account ${request.name}`,
        signal: context.signal,
        maxDelayMs: 30_000,
        poll: async () => {
          const { provisioned, existed } = await ensureProvisioned(ref, {
            token: `${taskId}-${request.name}`,
            ask: token => ask(request, unit, token, context),
            log: context.log,
          });
          if (!hasFailed(provisioned)) {
            return accountBehind(request, provisioned, !existed, context);
          }
          const reason = failureOf(provisioned);
          if (isBusy(reason)) {
            context.log(
              `Control Tower was at work on something else (${reason}); trying again in a moment`,
            );
            return undefined;
          }
          throw accountFactoryFailure(request, reason);
        },
      });
    },

    async place(request, accountId, unit, context) {
      const { log, signal } = context;
      const parentId = await explained(
        { tried: 'look where the account is', on: accountId },
        () => parentOf(organizations, accountId, context),
      );
      if (parentId === unit.id) {
        return false;
      }
      const ref = refOf(request, context);
      if (!(await findProvisioned(ref))) {
        return placeAccount(organizations, accountId, unit, context);
      }
      // Moving it past Control Tower would be drift.
      const { productId, provisioningArtifactId, pathId } =
        await accountFactory(context);
      await explained(
        { tried: `move the account to ${unit.name}`, on: accountId },
        () =>
          serviceCatalog.send(
            new UpdateProvisionedProductCommand({
              ProvisionedProductName: request.name,
              ProductId: productId,
              ProvisioningArtifactId: provisioningArtifactId,
              PathId: pathId,
              ProvisioningParameters: [
                { Key: 'AccountName', UsePreviousValue: true },
                { Key: 'AccountEmail', UsePreviousValue: true },
                {
                  Key: 'ManagedOrganizationalUnit',
                  Value: managedUnit(unit),
                },
                ...SSO_PARAMETERS.map(Key => ({ Key, UsePreviousValue: true })),
              ],
              UpdateToken: `${taskId}-${request.name}-to-${unit.id}`,
            }),
            { abortSignal: signal },
          ),
      );
      const updated = await awaitProvisioned(ref, state =>
        log(`${ref.what}: ${state}`),
      );
      if (updated.Status !== 'AVAILABLE') {
        throw accountFactoryFailure(request, failureOf(updated));
      }
      log(`moved account ${accountId} to ${unit.name}`);
      return true;
    },

    async release({ name, accountId }, { log, signal }) {
      const ref = refOf({ name }, { signal });
      const provisioned = await findProvisioned(ref);
      if (!provisioned) {
        return;
      }
      log(`Control Tower lets go of account ${accountId}`);
      // One that is under change cannot be terminated.
      const settled =
        provisioned.Status === 'UNDER_CHANGE'
          ? await awaitProvisioned(ref, () => {})
          : provisioned;
      await removeProvisioned(ref, settled);
    },
  };
}
