// Intrinsic functions: Ref, Fn::GetAtt, Fn::Sub, Fn::Join and the pseudo parameters.
import { StackError } from './StackError';

/** Where names in expressions lead. */
export interface Scope {
  /** What `Ref` yields: a parameter, a pseudo parameter or a resource; undefined when there is none of this name. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` yields; undefined when there is none. */
  getAtt(logicalId: string, attribute: string): unknown;
}

/** Yielded by `AWS::NoValue`: the property is as if it were not there. */
export const NO_VALUE = Symbol('AWS::NoValue');

function text(value: unknown, where: string): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  throw new StackError(
    `Template error: every ${where} object must be of type string`,
  );
}

function ref(name: unknown, scope: Scope): unknown {
  const key = text(name, 'Ref');
  const value = scope.ref(key);
  if (value === undefined) {
    throw new StackError(
      `Template format error: Unresolved resource dependencies [${key}] in the Resources block of the template`,
    );
  }
  return value;
}

function getAtt(argument: unknown, scope: Scope): unknown {
  const path = Array.isArray(argument)
    ? argument.map(part => text(part, 'Fn::GetAtt'))
    : text(argument, 'Fn::GetAtt').split('.');
  const [logicalId, ...attribute] = path;
  const value = scope.getAtt(logicalId, attribute.join('.'));
  if (value === undefined) {
    throw new StackError(
      `Template error: Fn::GetAtt references undefined attribute ${path.join('.')}`,
    );
  }
  return value;
}

function sub(argument: unknown, scope: Scope): string {
  const [template, variables] = Array.isArray(argument)
    ? argument
    : [argument, {}];
  const own = Object.fromEntries(
    Object.entries((variables ?? {}) as object).map(([name, value]) => [
      name,
      resolve(value, scope),
    ]),
  );
  return text(template, 'Fn::Sub').replace(
    /\$\{(!?)([^}]+)\}/g,
    (_match, literal: string, name: string) => {
      if (literal) {
        return `\${${name}}`;
      }
      if (name in own) {
        return text(own[name], 'Fn::Sub');
      }
      return text(
        name.includes('.') ? getAtt(name, scope) : ref(name, scope),
        'Fn::Sub',
      );
    },
  );
}

function join(argument: unknown, scope: Scope): string {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw new StackError(
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined',
    );
  }
  const items = resolve(argument[1], scope);
  if (!Array.isArray(items)) {
    throw new StackError(
      'Template error: every Fn::Join object requires a list of strings to be joined',
    );
  }
  return items
    .map(item => text(item, 'Fn::Join'))
    .join(text(argument[0], 'Fn::Join'));
}

const FUNCTIONS: Record<string, (argument: unknown, scope: Scope) => unknown> =
  {
    Ref: ref,
    'Fn::GetAtt': getAtt,
    'Fn::Sub': sub,
    'Fn::Join': join,
  };

/**
 * Resolves an expression of a template.
 *
 * @throws StackError for names that lead nowhere and functions the sandbox does not know
 */
export function resolve(expression: unknown, scope: Scope): unknown {
  if (Array.isArray(expression)) {
    return expression
      .map(item => resolve(item, scope))
      .filter(item => item !== NO_VALUE);
  }
  if (typeof expression !== 'object' || expression === null) {
    return expression;
  }
  const entries = Object.entries(expression);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name && /^(Ref$|Fn::)/.test(name)) {
    if (!FUNCTIONS[name]) {
      throw new StackError(
        `Template error: the AWS sandbox does not know the function ${name}; it knows ${Object.keys(
          FUNCTIONS,
        ).join(', ')}`,
      );
    }
    return FUNCTIONS[name](argument, scope);
  }
  return Object.fromEntries(
    entries
      .map(([key, value]) => [key, resolve(value, scope)] as const)
      .filter(([, value]) => value !== NO_VALUE),
  );
}
