// Service-managed StackSets: how a security baseline reaches every account of an organizational unit.
import {
  CreateStackInstancesCommand,
  DescribeStackSetCommand,
  paginateListStackInstances,
  type CloudFormationClient,
  type StackInstanceSummary,
} from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import {
  explainAwsError,
  explained,
  isTransient,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { changesOnly } from '../changesOnly';

/** What the portal has to know of a StackSet. */
export interface StackSetView {
  name: string;
  /** Accounts get their stack by themselves when they enter a unit that it targets. */
  isAutomatic: boolean;
  /** Regions in which each account gets a stack. */
  regions: string[];
}

/** The stack that a StackSet made in an account and region. */
export interface AppliedStack {
  stackSet: string;
  region: string;
  stackId: string;
}

/** Statuses of a stack instance that do not change by themselves (`StackInstanceStatus.DetailedStatus`). */
const FAILED = new Set([
  'FAILED',
  'CANCELLED',
  'INOPERABLE',
  'SKIPPED_SUSPENDED_ACCOUNT',
  'FAILED_IMPORT',
]);

/** What CloudFormation says while another operation on the StackSet runs. */
const IN_PROGRESS = new Set([
  'OperationInProgressException',
  'StaleRequestException',
  'LimitExceededException',
]);

/**
 * Looks at a StackSet.
 *
 * @param fallbackRegion - where its stacks are to be, while it has none
 * @throws an error that names the key of the configuration, when there is none
 */
export async function describeStackSet(
  client: CloudFormationClient,
  name: string,
  fallbackRegion: string,
  signal?: AbortSignal,
): Promise<StackSetView> {
  try {
    const { StackSet } = await client.send(
      new DescribeStackSetCommand({ StackSetName: name }),
      { abortSignal: signal },
    );
    const { AutoDeployment, PermissionModel, Regions = [] } = StackSet ?? {};
    if (PermissionModel !== 'SERVICE_MANAGED') {
      throw new Error(
        `The StackSet ${name} is ${PermissionModel}, not SERVICE_MANAGED, so it cannot follow organizational units. The platform team makes it anew with service-managed permissions.`,
      );
    }
    return {
      name,
      isAutomatic: AutoDeployment?.Enabled === true,
      regions: Regions.length > 0 ? Regions : [fallbackRegion],
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (isError(error) && error.name === 'StackSetNotFoundException') {
      throw new Error(
        `There is no StackSet ${name} in the management account. The platform team deploys foundation/stack-sets.yaml, or corrects mlops.accounts.baseline.stackSets.`,
        { cause: error },
      );
    }
    throw isError(error) && error.$metadata
      ? explainAwsError(error, { tried: 'look at the StackSet', on: name })
      : error;
  }
}

/** The stack instances that an account has of a StackSet. */
async function instancesOf(
  client: CloudFormationClient,
  { name }: StackSetView,
  accountId: string,
  abortSignal?: AbortSignal,
): Promise<StackInstanceSummary[]> {
  return explained(
    { tried: `list the stacks of ${name}`, on: `account ${accountId}` },
    async () => {
      const found: StackInstanceSummary[] = [];
      const pages = paginateListStackInstances(
        { client },
        { StackSetName: name, StackInstanceAccount: accountId },
        { abortSignal },
      );
      for await (const { Summaries = [] } of pages) {
        found.push(...Summaries.filter(({ Account }) => Account === accountId));
      }
      return found;
    },
  );
}

/** The accounts of these that lack a stack in one of the regions. */
export async function accountsWithout(
  client: CloudFormationClient,
  stackSet: StackSetView,
  accountIds: string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const lacking = await Promise.all(
    accountIds.map(async accountId => {
      const instances = await instancesOf(client, stackSet, accountId, signal);
      return stackSet.regions.every(region =>
        instances.some(({ Region }) => Region === region),
      )
        ? []
        : [accountId];
    }),
  );
  return lacking.flat();
}

/**
 * Has a StackSet make its stacks in accounts; waits its turn while another
 * operation on the StackSet runs.
 *
 * @param options.operationId - the same for the same request: a second one changes nothing
 */
export async function createStackInstances(
  client: CloudFormationClient,
  { name, regions }: StackSetView,
  options: {
    accountIds: string[];
    /** The organizational units that the accounts are in. */
    unitIds: string[];
    operationId: string;
    log: (message: string) => void;
    signal?: AbortSignal;
  },
): Promise<void> {
  const { accountIds, unitIds, operationId, log, signal } = options;
  const context = { tried: `apply ${name}`, on: accountIds.join(', ') };
  const tell = changesOnly(log);
  await waitUntil({
    what: `StackSet ${name} to take the accounts ${accountIds.join(', ')}`,
    signal,
    poll: async () => {
      try {
        await client.send(
          new CreateStackInstancesCommand({
            StackSetName: name,
            DeploymentTargets: {
              OrganizationalUnitIds: unitIds,
              Accounts: accountIds,
              AccountFilterType: 'INTERSECTION',
            },
            Regions: regions,
            OperationId: operationId,
          }),
          { abortSignal: signal },
        );
        return true;
      } catch (error) {
        signal?.throwIfAborted();
        const errorName = isError(error) ? error.name : '';
        if (errorName === 'OperationIdAlreadyExistsException') {
          return true;
        }
        if (IN_PROGRESS.has(errorName) || isTransient(error)) {
          return undefined;
        }
        throw explainAwsError(error, context);
      }
    },
    onWait: () => tell(`another operation on ${name} runs; waiting for it`),
  });
}

function failure(
  { name }: StackSetView,
  accountId: string,
  { Region, StackInstanceStatus, StatusReason }: StackInstanceSummary,
): Error {
  return new Error(
    `${name} in ${Region} of account ${accountId} is ${
      StackInstanceStatus?.DetailedStatus
    }: ${
      StatusReason?.replace(/\.\s*$/, '') || 'CloudFormation gives no reason'
    }. The platform team mends the cause and redeploys the StackSet to the account; then retry.`,
  );
}

/**
 * Waits until an account has a current stack in each region of a StackSet.
 *
 * @param options.appearMs - how long a stack instance may take to appear, in milliseconds
 * @throws an error with CloudFormation's reason, when a stack failed or never came
 */
export async function awaitStacks(
  client: CloudFormationClient,
  stackSet: StackSetView,
  accountId: string,
  options: {
    appearMs: number;
    log: (message: string) => void;
    signal?: AbortSignal;
  },
): Promise<AppliedStack[]> {
  const { appearMs, log, signal } = options;
  const { name, regions } = stackSet;
  const started = Date.now();
  const tell = changesOnly(log);
  return waitUntil({
    what: `${name} in account ${accountId}`,
    signal,
    poll: async () => {
      const instances = await instancesOf(client, stackSet, accountId, signal);
      const failed = instances.find(
        ({ StackInstanceStatus, Region = '' }) =>
          regions.includes(Region) &&
          FAILED.has(StackInstanceStatus?.DetailedStatus ?? ''),
      );
      if (failed) {
        throw failure(stackSet, accountId, failed);
      }
      if (instances.length === 0 && Date.now() - started > appearMs) {
        throw new Error(
          `${name} has not come to account ${accountId} within ${Math.round(
            appearMs / 1000,
          )} s, although it deploys automatically. The platform team looks whether the StackSet targets the organizational unit of the account; then retry.`,
        );
      }
      const current = instances.filter(
        ({ Status, StackInstanceStatus, StackId }) =>
          Status === 'CURRENT' &&
          StackId &&
          (StackInstanceStatus?.DetailedStatus ?? 'SUCCEEDED') === 'SUCCEEDED',
      );
      const applied = regions.flatMap(region => {
        const found = current.find(({ Region }) => Region === region);
        return found?.StackId
          ? [{ stackSet: name, region, stackId: found.StackId }]
          : [];
      });
      return applied.length === regions.length ? applied : undefined;
    },
    onWait: () => tell(`waiting for ${name} in account ${accountId}`),
  });
}
