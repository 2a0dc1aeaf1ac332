import { newId } from '../../ids';
import type { Call, Context, Operation } from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { StackError } from '../StackError';

/** Where a stack is. */
export interface StackPlace {
  accountId: string;
  region: string;
  stackName: string;
}

/** Properties of a resource, resolved. */
export type Properties = Record<string, unknown>;

/** A resource that has been made or changed. */
export interface Made {
  /** What `Ref` yields. */
  physicalId: string;
  /** ARN under which it has tags. */
  arn?: string;
  /** How long AWS takes for it; a few seconds when absent. */
  awsSeconds?: number;
  /** Takes it back. */
  undo(): void;
}

/** A type of resource: how a declaration becomes something in the state. */
export interface ResourceType {
  /** @throws StackError */
  create(
    context: Context,
    place: StackPlace,
    logicalId: string,
    properties: Properties,
  ): Made;
  /**
   * Changes it in place; undefined when another one has to take its place. A
   * type without this is always replaced.
   *
   * @throws StackError
   */
  update?(
    context: Context,
    place: StackPlace,
    physicalId: string,
    properties: Properties,
    logicalId: string,
  ): Made | undefined;
  /** @throws StackError when it cannot go */
  remove(context: Context, place: StackPlace, physicalId: string): void;
  /** What `Fn::GetAtt` yields. */
  attributes(
    context: Context,
    place: StackPlace,
    physicalId: string,
    properties: Properties,
  ): Record<string, string | undefined>;
}

/** A property that is a text; undefined when it is not there. */
export function optional(
  properties: Properties,
  name: string,
): string | undefined {
  const value = properties[name];
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (value !== undefined && typeof value !== 'string') {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: String`,
    );
  }
  return value;
}

/** A property that has to be there. */
export function required(
  properties: Properties,
  logicalId: string,
  name: string,
): string {
  const value = optional(properties, name);
  if (!value) {
    throw missing(logicalId, name);
  }
  return value;
}

/** What a resource is told that lacks a property. */
export function missing(logicalId: string, name: string): StackError {
  return new StackError(
    `Properties validation failed for resource ${logicalId} with message: #: required key [${name}] not found`,
  );
}

/** A property that is a list of texts; empty when it is not there. */
export function strings(properties: Properties, name: string): string[] {
  const value = properties[name] ?? [];
  if (
    !Array.isArray(value) ||
    !value.every((item): item is string => typeof item === 'string')
  ) {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: list of strings`,
    );
  }
  return value;
}

/** A property that has properties of its own; empty when it is not there. */
export function record(properties: Properties, name: string): Properties {
  const value = properties[name] ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: JSONObject`,
    );
  }
  return value as Properties;
}

/** A property that is a list of what has properties of its own; empty when it is not there. */
export function records(properties: Properties, name: string): Properties[] {
  const value = properties[name] ?? [];
  if (
    !Array.isArray(value) ||
    !value.every(item => typeof item === 'object' && item !== null)
  ) {
    throw new StackError(
      `Properties validation failed: #/${name}: expected type: JSONArray`,
    );
  }
  return value as Properties[];
}

/** A name for a resource whose declaration gives it none, as CloudFormation makes them up. */
export function generatedName(
  { state }: Context,
  { stackName }: StackPlace,
  logicalId: string,
): string {
  return `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${newId(state, 12, 'uppercase')}`;
}

/** Does something with a service's state; what the service refuses fails the resource. */
export function asHandler<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError) {
      throw new StackError(
        `Resource handler returned message: "${error.message}" (HandlerErrorCode: ${handlerErrorCode(error.name)})`,
        { cause: error },
      );
    }
    throw error;
  }
}

function handlerErrorCode(name: string): string {
  if (/AlreadyExists|^Duplicate/.test(name)) {
    return 'AlreadyExists';
  }
  if (/NotFound|NoSuch/.test(name)) {
    return 'NotFound';
  }
  if (/AccessDenied/.test(name)) {
    return 'AccessDenied';
  }
  return /Limit|Constraint/.test(name)
    ? 'ServiceLimitExceeded'
    : 'InvalidRequest';
}

/** Calls an operation of a service from within a stack. */
export function callOperation<Output>(
  operation: Operation,
  input: object,
  context: Context,
  { accountId, region }: StackPlace,
): Output {
  const call: Call = {
    ...context,
    listedUntil: context.now,
    assumableUntil: context.now,
    caller: {
      accountId,
      region,
      arn: `arn:aws:sts::${accountId}:assumed-role/AWSCloudFormation/AWSCloudFormation`,
      principalArn: `arn:aws:iam::${accountId}:role/AWSCloudFormation`,
      name: 'AWSCloudFormation',
      userId: 'AWSCloudFormation',
      accessKeyId: '',
    },
  };
  return asHandler(() => operation.handle(input, call) as Output);
}

/** Removes an item from a list; does nothing when it is not there. */
export function without<T>(items: T[], item: T | undefined): void {
  const index = item === undefined ? -1 : items.indexOf(item);
  if (index >= 0) {
    items.splice(index, 1);
  }
}

/**
 * Changes an item of the state.
 *
 * @returns what takes the change back
 */
export function change<T extends object>(item: T, changes: Partial<T>) {
  const before = { ...item };
  Object.assign(item, changes);
  return () => {
    Object.assign(item, before);
  };
}
