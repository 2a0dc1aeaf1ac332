// What an administrator deploys once: the StackSets for accounts of use cases, the portal's roles in the shared accounts.
import { addStack, complete, work } from '../cloudformation/lifecycle';
import { keepTemplate } from '../cloudformation/templates';
import {
  ACCOUNT_IDS,
  EXTERNAL_ID,
  ORGANIZATION_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_USER,
  REGION,
  STACK_SETS,
} from '../constants';
import type { Context } from '../operation';
import { addStackSet } from '../services/cloudFormation/stackSets';
import type { StackDeclaration, State } from '../state/model';
import { foundationFile } from './files';

const CAPABILITIES = ['CAPABILITY_NAMED_IAM'];

type AccountKind = 'management' | 'governance' | 'data-lake' | 'member';

function portalRoles(state: State, AccountKind: AccountKind): StackDeclaration {
  return {
    templateId: keepTemplate(state, foundationFile('portal-roles.yaml')),
    parameters: {
      AccountKind,
      OrganizationId: ORGANIZATION_ID,
      PortalPrincipalArn: `arn:aws:iam::${ACCOUNT_IDS.management}:user/${PORTAL_USER}`,
      ExternalId: EXTERNAL_ID,
    },
    capabilities: CAPABILITIES,
    tags: {},
  };
}

/** Deploys the portal's roles to an account that no StackSet brings them to. */
export function deployPortalRoles(
  context: Context,
  accountId: string,
  kind: AccountKind,
): void {
  const { state } = context;
  const stack = addStack(context, {
    ...portalRoles(state, kind),
    accountId,
    region: REGION,
    name: STACK_SETS.portalRoles,
  });
  work(context, stack, stack);
  state.work = state.work.filter(
    other => other.kind !== 'complete-stack' || other.stackId !== stack.id,
  );
  complete(context, stack);
}

/** Makes the StackSets, which have nothing to deploy to yet. */
export function addStackSets(context: Context): void {
  const { state } = context;
  const workloads = [
    {
      organizationalUnitId: ORGANIZATIONAL_UNIT_IDS.workloads,
      regions: [REGION],
    },
  ];
  addStackSet(context, {
    name: STACK_SETS.baseline,
    region: REGION,
    description: 'Security baseline of machine learning accounts',
    templateId: keepTemplate(state, foundationFile('account-baseline.yaml')),
    parameters: { OrganizationId: ORGANIZATION_ID },
    capabilities: CAPABILITIES,
    tags: {},
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
    managedExecution: true,
  }).targets = structuredClone(workloads);
  addStackSet(context, {
    name: STACK_SETS.portalRoles,
    region: REGION,
    description: 'Roles that the MLOps portal assumes',
    ...portalRoles(state, 'member'),
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    managedExecution: true,
  }).targets = structuredClone(workloads);
}
