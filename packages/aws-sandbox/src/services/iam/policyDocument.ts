// IAM's policy language, as far as the sandbox reads it.
import { AwsError } from '../../wire/AwsError';
import { isOperator } from './conditions';

/** One string or several. */
export type OneOrMore = string | string[];

/** By operator (`StringEquals`), then by condition key. */
export type Conditions = Record<string, Record<string, OneOrMore>>;

/** A statement of a policy. */
export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, OneOrMore>;
  Action?: OneOrMore;
  Condition?: Conditions;
}

/** A policy. */
export interface PolicyDocument {
  Version?: string;
  Statement: PolicyStatement | PolicyStatement[];
}

/** What may be one thing or several, as several. */
export function toList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStatement(value: unknown): value is PolicyStatement {
  return isRecord(value) && ['Allow', 'Deny'].includes(String(value.Effect));
}

/**
 * Reads a trust policy: JSON, or what JSON was parsed to.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function readTrustPolicy(source: unknown): PolicyDocument {
  let document = source;
  if (typeof source === 'string') {
    try {
      document = JSON.parse(source);
    } catch {
      throw malformed('This policy contains invalid Json');
    }
  }
  if (!isRecord(document)) {
    throw malformed('Syntax errors in policy.');
  }
  const statements = toList(document.Statement);
  if (statements.length === 0 || !statements.every(isStatement)) {
    throw malformed('Syntax errors in policy.');
  }
  for (const { Principal, Action, Condition } of statements) {
    if (Principal === undefined) {
      throw malformed('Missing required field Principal');
    }
    if (toList(Action).length === 0) {
      throw malformed('Missing required field Action');
    }
    if (!toList(Action).every(action => /^sts:/i.test(action))) {
      throw malformed(
        'AssumeRole policy may only specify STS AssumeRole actions.',
      );
    }
    const unknown = Object.keys(Condition ?? {}).find(
      operator => !isOperator(operator),
    );
    if (unknown) {
      throw malformed(
        `The AWS sandbox does not know the condition operator ${unknown}.`,
      );
    }
  }
  return document as unknown as PolicyDocument;
}
