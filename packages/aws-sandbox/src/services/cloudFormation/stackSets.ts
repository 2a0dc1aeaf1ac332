// StackSets in the state, shared by the service, by CloudFormation's own resource and by automatic deployment. Permissions
// are service-managed: targets are organizational units, and the management account never is one.
import { createHash } from 'node:crypto';
import { AWS_SECONDS } from '../../durations';
import { newUuid } from '../../ids';
import { schedule, type Context } from '../../operation';
import type {
  StackDeclaration,
  StackInstance,
  StackSet,
  StackSetOperation,
  StackSetOperationResult,
  StackSetTarget,
  State,
} from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { isBelow } from '../organizations/tree';

/** A StackSet that is asked for. */
export interface StackSetRequest extends StackDeclaration {
  name: string;
  region: string;
  description?: string;
  token?: string;
  autoDeployment: StackSet['autoDeployment'];
  managedExecution: boolean;
}

/** An operation that is asked for. */
export interface OperationRequest {
  action: StackSetOperation['action'];
  targets: StackSetTarget[];
  /** Made up when absent. */
  id?: string;
  retainStacks?: boolean;
  parameterOverrides?: Record<string, string>;
  tolerance?: StackSetOperation['tolerance'];
  /** Asked for by CloudFormation itself: it waits its turn and is never refused. */
  isAutomatic?: boolean;
}

/** ARN of a StackSet. */
export function stackSetArn(state: State, { region, id }: StackSet): string {
  const { managementAccountId } = state.organization;
  return `arn:aws:cloudformation:${region}:${managementAccountId}:stackset/${id}`;
}

/** The StackSet of a region with this name or id; undefined when there is none. */
export function findStackSet(
  { stackSets }: State,
  region: string,
  nameOrId: string,
): StackSet | undefined {
  return stackSets.find(
    ({ name, id, region: home, deletedAt }) =>
      home === region &&
      deletedAt === undefined &&
      (name === nameOrId || id === nameOrId),
  );
}

/**
 * Makes a StackSet.
 *
 * @throws AwsError NameAlreadyExistsException; ValidationError when StackSets may not reach the organization
 */
export function addStackSet(
  { state, now }: Context,
  request: StackSetRequest,
): StackSet {
  if (!state.organization.stackSetsAccess) {
    throw new AwsError(
      'ValidationError',
      'You must enable organizations access to operate a service managed stack set',
    );
  }
  if (findStackSet(state, request.region, request.name)) {
    throw new AwsError(
      'NameAlreadyExistsException',
      `StackSet ${request.name} already exists`,
    );
  }
  const stackSet: StackSet = {
    ...request,
    id: `${request.name}:${newUuid(state)}`,
    createdAt: now,
    targets: [],
  };
  state.stackSets.push(stackSet);
  return stackSet;
}

/** Whether a target has an account. */
export function isTargeted(
  state: State,
  accountId: string,
  { organizationalUnitId, filter }: StackSetTarget,
): boolean {
  const isListed = filter?.accounts.includes(accountId);
  return (
    accountId !== state.organization.managementAccountId &&
    isBelow(state, accountId, [organizationalUnitId]) &&
    (filter?.type !== 'INTERSECTION' || isListed === true) &&
    (filter?.type !== 'DIFFERENCE' || isListed === false)
  );
}

/** Where a StackSet that has these targets has to be deployed. */
export function placesOf(
  state: State,
  targets: StackSetTarget[],
): Pick<
  StackSetOperationResult,
  'accountId' | 'region' | 'organizationalUnitId'
>[] {
  const seen = new Set<string>();
  return targets
    .flatMap(target =>
      state.accounts
        .filter(
          account =>
            account.state === 'ACTIVE' && isTargeted(state, account.id, target),
        )
        .flatMap(({ id }) =>
          target.regions.map(region => ({
            accountId: id,
            region,
            organizationalUnitId: target.organizationalUnitId,
          })),
        ),
    )
    .filter(({ accountId, region }) => {
      const place = `${accountId}/${region}`;
      const isNew = !seen.has(place);
      seen.add(place);
      return isNew;
    });
}

/** The instance of a StackSet in an account and region. */
export function instanceAt(
  { stackInstances }: State,
  stackSetId: string,
  { accountId, region }: Pick<StackInstance, 'accountId' | 'region'>,
): StackInstance | undefined {
  return stackInstances.find(
    instance =>
      instance.stackSetId === stackSetId &&
      instance.accountId === accountId &&
      instance.region === region,
  );
}

/** Operations of a StackSet that are not at their end. */
export function openOperations(
  { stackSetOperations }: State,
  stackSetId: string,
): StackSetOperation[] {
  return stackSetOperations.filter(
    operation =>
      operation.stackSetId === stackSetId &&
      ['QUEUED', 'RUNNING'].includes(operation.status),
  );
}

function digestOf({ isAutomatic, id, ...request }: OperationRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

function earlier(
  { stackSetOperations }: State,
  stackSet: StackSet,
  request: OperationRequest,
): StackSetOperation | undefined {
  const before = stackSetOperations.find(
    ({ stackSetId, id }) => stackSetId === stackSet.id && id === request.id,
  );
  if (before && before.digest !== digestOf(request)) {
    throw new AwsError(
      'OperationIdAlreadyExistsException',
      `Operation ${request.id} already exists`,
    );
  }
  return before;
}

function addTargets(stackSet: StackSet, targets: StackSetTarget[]): void {
  for (const target of targets) {
    const same = stackSet.targets.find(
      ({ organizationalUnitId, filter }) =>
        organizationalUnitId === target.organizationalUnitId &&
        JSON.stringify(filter) === JSON.stringify(target.filter),
    );
    if (same) {
      same.regions = [...new Set([...same.regions, ...target.regions])];
    } else {
      stackSet.targets.push(structuredClone(target));
    }
  }
}

function removeTargets(stackSet: StackSet, targets: StackSetTarget[]): void {
  for (const { organizationalUnitId, regions, filter } of targets) {
    const found = stackSet.targets.filter(
      target => target.organizationalUnitId === organizationalUnitId,
    );
    for (const target of filter ? [] : found) {
      target.regions = target.regions.filter(
        region => !regions.includes(region),
      );
    }
  }
  stackSet.targets = stackSet.targets.filter(
    ({ regions }) => regions.length > 0,
  );
}

function resultsOf(
  state: State,
  stackSet: StackSet,
  { action, targets }: OperationRequest,
): StackSetOperationResult[] {
  const places =
    action === 'CREATE'
      ? placesOf(state, targets)
      : state.stackInstances.filter(
          instance =>
            instance.stackSetId === stackSet.id &&
            targets.some(
              target =>
                target.organizationalUnitId === instance.organizationalUnitId &&
                target.regions.includes(instance.region) &&
                (target.filter === undefined ||
                  (target.filter.type === 'INTERSECTION') ===
                    target.filter.accounts.includes(instance.accountId)),
            ),
        );
  return places.map(({ accountId, region, organizationalUnitId }) => ({
    accountId,
    region,
    organizationalUnitId,
    status: 'PENDING',
  }));
}

/**
 * Takes a request for an operation of a StackSet, which CloudFormation then
 * works on.
 *
 * @throws AwsError OperationInProgressException when another one is under way and execution is not managed; OperationIdAlreadyExistsException
 */
export function requestOperation(
  context: Context,
  stackSet: StackSet,
  request: OperationRequest,
): StackSetOperation {
  const { state, now } = context;
  const before = request.id && earlier(state, stackSet, request);
  if (before) {
    return before;
  }
  const [open] = openOperations(state, stackSet.id);
  if (open && !stackSet.managedExecution && !request.isAutomatic) {
    throw new AwsError(
      'OperationInProgressException',
      `Another Operation on StackSet ${stackSetArn(state, stackSet)} is in progress: ${open.id}`,
    );
  }
  const operation: StackSetOperation = {
    id: request.id ?? newUuid(state),
    stackSetId: stackSet.id,
    action: request.action,
    isAutomatic: request.isAutomatic ?? false,
    status: 'QUEUED',
    digest: digestOf(request),
    createdAt: now,
    retainStacks: request.retainStacks ?? false,
    parameterOverrides: request.parameterOverrides ?? {},
    tolerance: request.tolerance ?? {},
    organizationalUnitIds: request.targets.map(
      ({ organizationalUnitId }) => organizationalUnitId,
    ),
    results: resultsOf(state, stackSet, request),
  };
  for (const place of operation.results) {
    const instance = instanceAt(state, stackSet.id, place);
    if (instance && request.action === 'UPDATE') {
      instance.status = 'OUTDATED';
    }
    if (!instance) {
      const { accountId, region, organizationalUnitId } = place;
      state.stackInstances.push({
        stackSetId: stackSet.id,
        accountId,
        region,
        organizationalUnitId,
        status: 'OUTDATED',
        detailedStatus: 'PENDING',
        lastOperationId: operation.id,
        parameterOverrides: operation.parameterOverrides,
      });
    }
  }
  if (!request.isAutomatic) {
    const change = {
      CREATE: addTargets,
      UPDATE: undefined,
      DELETE: removeTargets,
    };
    change[request.action]?.(stackSet, request.targets);
  }
  state.stackSetOperations.push(operation);
  schedule(
    context,
    request.isAutomatic ? 0 : AWS_SECONDS.beginStackSetOperation,
    { kind: 'run-stack-set-operation', operationId: operation.id },
  );
  return operation;
}

/** All that a StackSet is deployed to, as targets of an operation. */
export function presentTargets(
  { stackInstances }: State,
  stackSet: StackSet,
): StackSetTarget[] {
  const instances = stackInstances.filter(
    ({ stackSetId }) => stackSetId === stackSet.id,
  );
  const units = new Set(
    instances.map(({ organizationalUnitId }) => organizationalUnitId),
  );
  return [...units].map(organizationalUnitId => ({
    organizationalUnitId,
    regions: [
      ...new Set(
        instances
          .filter(
            instance => instance.organizationalUnitId === organizationalUnitId,
          )
          .map(({ region }) => region),
      ),
    ],
  }));
}

/** Notes that an account has come into another organizational unit: StackSets look at it a little later. */
export function accountMoved(context: Context, accountId: string): void {
  schedule(context, AWS_SECONDS.noticeMove, {
    kind: 'reconcile-stack-sets',
    accountId,
  });
}
