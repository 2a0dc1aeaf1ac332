// Reading the templates: CloudFormation's short tags become the long form that JSON has.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, type CollectionTag, type ScalarTag } from 'yaml';

/** Where the templates are. */
export const FOUNDATION = resolve(__dirname, '../..');

/** A JSON object. */
export type Json = Record<string, unknown>;

/** A resource as a template declares it. */
export interface Resource {
  Type: string;
  Condition?: string;
  DependsOn?: string | string[];
  Metadata?: {
    /** Why it is there. */
    Reason?: string;
    /** The resource whose reason is also that of this one. */
    PartOf?: string;
    /** Why each statement of a policy is there, by its Sid. */
    Statements?: Record<string, string>;
    cdk_nag?: { rules_to_suppress: Suppression[] };
  };
  Properties?: Json;
}

/** A finding of cdk-nag that is accepted, and why. */
export interface Suppression {
  id: string;
  reason: string;
  /** The findings it is about; all of the rule on this resource when absent. */
  applies_to?: string[];
}

export interface Parameter {
  Type: string;
  Description?: string;
  Default?: string | number;
  AllowedPattern?: string;
  AllowedValues?: unknown[];
  ConstraintDescription?: string;
  NoEcho?: boolean;
}

/** A template in its long form. */
export interface Template {
  Description?: string;
  Parameters?: Record<string, Parameter>;
  Rules?: Json;
  Conditions?: Json;
  Resources: Record<string, Resource>;
  Outputs?: Record<
    string,
    { Description?: string; Value: unknown; Export?: { Name: unknown } }
  >;
}

const FUNCTIONS = [
  'And',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
];

/** The long form of a short tag's content. */
function longForm(tag: string, argument: unknown): Json {
  if (tag === 'Ref' || tag === 'Condition') {
    return { [tag]: argument };
  }
  if (tag === 'GetAtt' && typeof argument === 'string') {
    const [resource, ...attribute] = argument.split('.');
    return { 'Fn::GetAtt': [resource, attribute.join('.')] };
  }
  return { [`Fn::${tag}`]: argument };
}

const customTags = ['Ref', 'Condition', 'GetAtt', ...FUNCTIONS].flatMap(
  (tag): (ScalarTag | CollectionTag)[] => [
    { tag: `!${tag}`, resolve: text => longForm(tag, text) },
    ...(['seq', 'map'] as const).map((collection): CollectionTag => ({
      tag: `!${tag}`,
      collection,
      resolve: node => longForm(tag, node.toJSON()),
    })),
  ],
);

/** Reads YAML that may have CloudFormation's short tags, by YAML 1.1 as CloudFormation does. */
export function parseTemplate(text: string): Template {
  return parse(text, { customTags, strict: true, version: '1.1' }) as Template;
}

/** Names of all templates, without the folder. */
export function templateNames(): string[] {
  return readdirSync(FOUNDATION)
    .filter(name => name.endsWith('.yaml'))
    .sort();
}

/** Reads one of the templates. */
export function readTemplate(name: string): Template {
  return parseTemplate(readFileSync(join(FOUNDATION, name), 'utf8'));
}

/** Everything inside a value, depth first, itself included, with the path to it. */
export function* walk(
  value: unknown,
  path: string[] = [],
): Generator<{ path: string[]; value: unknown }> {
  yield { path, value };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* walk(item, [...path, String(index)]);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      yield* walk(item, [...path, key]);
    }
  }
}

/** The function call that a value is, if it is one. */
export function intrinsic(
  value: unknown,
): { name: string; argument: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  return entries.length === 1 &&
    name !== undefined &&
    /^(Ref|Condition|Fn::\w+)$/.test(name)
    ? { name, argument }
    : undefined;
}
