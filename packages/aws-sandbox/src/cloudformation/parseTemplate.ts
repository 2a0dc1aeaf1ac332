// Reads the text of a template: JSON, or YAML with CloudFormation's short tags.
import {
  parse,
  YAMLParseError,
  type CollectionTag,
  type ScalarTag,
} from 'yaml';
import { StackError } from './StackError';
import type { CloudFormationTemplate } from './template';

/** Functions that have a short tag. */
const SHORT_FORMS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
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

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
];

function longForm(tag: string, argument: unknown): Record<string, unknown> {
  if (tag === 'Ref' || tag === 'Condition') {
    return { [tag]: argument };
  }
  if (tag === 'GetAtt' && typeof argument === 'string') {
    const [logicalId, ...attribute] = argument.split('.');
    return { 'Fn::GetAtt': [logicalId, attribute.join('.')] };
  }
  return { [`Fn::${tag}`]: argument };
}

const customTags = ['Ref', 'Condition', 'GetAtt', ...SHORT_FORMS].flatMap(
  (tag): (ScalarTag | CollectionTag)[] => [
    { tag: `!${tag}`, resolve: text => longForm(tag, text) },
    ...(['seq', 'map'] as const).map((collection): CollectionTag => ({
      tag: `!${tag}`,
      collection,
      resolve: node => longForm(tag, node.toJSON()),
    })),
  ],
);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseText(text: string): unknown {
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new StackError('Template format error: JSON not well-formed.', {
        cause: error,
      });
    }
  }
  try {
    // CloudFormation reads YAML 1.1.
    return parse(text, {
      customTags,
      strict: true,
      version: '1.1',
      logLevel: 'error',
    });
  } catch (error) {
    const [position] =
      error instanceof YAMLParseError ? (error.linePos ?? []) : [];
    throw new StackError(
      position
        ? `Template format error: YAML not well-formed. (line ${position.line}, column ${position.col})`
        : 'Template format error: YAML not well-formed.',
      { cause: error },
    );
  }
}

/**
 * Reads a template.
 *
 * @throws StackError in CloudFormation's words when it is none
 */
export function parseTemplate(text: string): CloudFormationTemplate {
  const template = parseText(text);
  if (!isRecord(template)) {
    throw new StackError('Template format error: unsupported structure.');
  }
  const unknown = Object.keys(template).filter(
    name => !SECTIONS.includes(name),
  );
  if (unknown.length > 0) {
    throw new StackError(
      `Invalid template property or properties [${unknown.join(', ')}]`,
    );
  }
  if (template.Transform !== undefined) {
    throw new StackError(
      'Template format error: the AWS sandbox runs no transforms.',
    );
  }
  const { Resources } = template;
  if (!isRecord(Resources) || Object.keys(Resources).length === 0) {
    throw new StackError(
      'Template format error: At least one Resources member must be defined.',
    );
  }
  for (const [logicalId, resource] of Object.entries(Resources)) {
    if (!isRecord(resource) || typeof resource.Type !== 'string') {
      throw new StackError(
        `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
    }
  }
  return template as unknown as CloudFormationTemplate;
}
