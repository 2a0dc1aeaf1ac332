// Which services of AWS may reach the organization's accounts, and which accounts administer them.
import type {
  DelegatedAdministrator,
  DeregisterDelegatedAdministratorRequest,
  DisableAWSServiceAccessRequest,
  EnableAWSServiceAccessRequest,
  ListAWSServiceAccessForOrganizationRequest,
  ListAWSServiceAccessForOrganizationResponse,
  ListDelegatedAdministratorsRequest,
  ListDelegatedAdministratorsResponse,
  RegisterDelegatedAdministratorRequest,
} from '@aws-sdk/client-organizations';
import {
  reads,
  writes,
  type Context,
  type Operations,
  type Validated,
} from '../../operation';
import type { State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { toAccount } from './accounts';
import { pageOf } from './page';
import { requireAccount } from './tree';

type Registration = State['organization']['delegatedAdministrators'][number];

/** Whether a service may reach the organization's accounts. */
export function isTrusted({ organization }: State, principal: string): boolean {
  return organization.trustedServices.some(
    service => service.principal === principal,
  );
}

/** Lets a service reach the organization's accounts; does nothing when it may. */
export function enableServiceAccess(
  { state, now }: Pick<Context, 'state' | 'now'>,
  principal: string,
): void {
  if (!isTrusted(state, principal)) {
    state.organization.trustedServices.push({ principal, enabledAt: now });
  }
}

/** Ends the access of a service. */
export function disableServiceAccess(
  { organization }: State,
  principal: string,
): void {
  organization.trustedServices = organization.trustedServices.filter(
    service => service.principal !== principal,
  );
}

function findRegistration(
  { organization }: State,
  accountId: string,
  servicePrincipal: string,
): Registration | undefined {
  return organization.delegatedAdministrators.find(
    registration =>
      registration.accountId === accountId &&
      registration.servicePrincipal === servicePrincipal,
  );
}

function register(
  {
    AccountId,
    ServicePrincipal,
  }: Validated<RegisterDelegatedAdministratorRequest>,
  { state, now }: Context,
): void {
  requireAccount(state, AccountId);
  const { managementAccountId, delegatedAdministrators } = state.organization;
  if (AccountId === managementAccountId) {
    throw new AwsError(
      'ConstraintViolationException',
      'You cannot register the management account of an organization as delegated administrator.',
      { Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR' },
    );
  }
  if (!isTrusted(state, ServicePrincipal)) {
    throw new AwsError(
      'ConstraintViolationException',
      'You attempted to register a delegated administrator before you enabled service access. Call the EnableAWSServiceAccess API first.',
      { Reason: 'SERVICE_ACCESS_NOT_ENABLED' },
    );
  }
  if (findRegistration(state, AccountId, ServicePrincipal)) {
    throw new AwsError(
      'AccountAlreadyRegisteredException',
      'The specified account is already a delegated administrator for this AWS service.',
    );
  }
  delegatedAdministrators.push({
    accountId: AccountId,
    servicePrincipal: ServicePrincipal,
    enabledAt: now,
  });
}

function toAdministrator(
  state: State,
  { accountId, enabledAt }: Registration,
): DelegatedAdministrator {
  const account = toAccount(state, requireAccount(state, accountId));
  return { ...account, DelegationEnabledDate: new Date(enabledAt) };
}

export const serviceAccessOperations: Operations = {
  EnableAWSServiceAccess: writes<EnableAWSServiceAccessRequest, {}>(
    ({ ServicePrincipal }, call) => {
      enableServiceAccess(call, ServicePrincipal);
      return {};
    },
  ),

  DisableAWSServiceAccess: writes<DisableAWSServiceAccessRequest, {}>(
    ({ ServicePrincipal }, { state }) => {
      disableServiceAccess(state, ServicePrincipal);
      return {};
    },
  ),

  ListAWSServiceAccessForOrganization: reads<
    ListAWSServiceAccessForOrganizationRequest,
    ListAWSServiceAccessForOrganizationResponse
  >((input, { state }) => {
    const { page, nextToken } = pageOf(
      state.organization.trustedServices,
      input,
      'services',
    );
    return {
      EnabledServicePrincipals: page.map(({ principal, enabledAt }) => ({
        ServicePrincipal: principal,
        DateEnabled: new Date(enabledAt),
      })),
      NextToken: nextToken,
    };
  }),

  RegisterDelegatedAdministrator: writes<
    RegisterDelegatedAdministratorRequest,
    {}
  >((input, call) => {
    register(input, call);
    return {};
  }),

  DeregisterDelegatedAdministrator: writes<
    DeregisterDelegatedAdministratorRequest,
    {}
  >(({ AccountId, ServicePrincipal }, { state }) => {
    const registration = findRegistration(state, AccountId, ServicePrincipal);
    if (!registration) {
      throw new AwsError(
        'AccountNotRegisteredException',
        'The specified account is not a delegated administrator for this AWS service.',
      );
    }
    const { delegatedAdministrators } = state.organization;
    delegatedAdministrators.splice(
      delegatedAdministrators.indexOf(registration),
      1,
    );
    return {};
  }),

  ListDelegatedAdministrators: reads<
    ListDelegatedAdministratorsRequest,
    ListDelegatedAdministratorsResponse
  >((input, { state }) => {
    const { ServicePrincipal } = input;
    const { page, nextToken } = pageOf(
      state.organization.delegatedAdministrators.filter(
        ({ servicePrincipal }) =>
          ServicePrincipal === undefined ||
          servicePrincipal === ServicePrincipal,
      ),
      input,
      ['administrators', ServicePrincipal],
    );
    return {
      DelegatedAdministrators: page.map(registration =>
        toAdministrator(state, registration),
      ),
      NextToken: nextToken,
    };
  }),
};
