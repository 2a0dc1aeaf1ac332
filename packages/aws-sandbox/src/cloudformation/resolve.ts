// Intrinsic functions, conditions and the pseudo parameters.
import { cidrBlocks } from './cidr';
import { StackError } from './StackError';

/** Where names in expressions lead. */
export interface Scope {
  region: string;
  /** What `Ref` yields: a parameter, a pseudo parameter or a resource; undefined when there is none of this name. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` yields; undefined when there is none. */
  getAtt(logicalId: string, attribute: string): unknown;
  /** Whether a condition holds; undefined when there is none of this name. */
  condition(name: string): boolean | undefined;
  /** The value of an export of the account and region; undefined when there is none of this name. */
  importValue(name: string): string | undefined;
  mappings: Record<string, Record<string, Record<string, unknown>>>;
}

/** Yielded by `AWS::NoValue`: the property is as if it were not there. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Evaluate = (argument: unknown, scope: Scope) => unknown;

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

function list(argument: unknown, name: string, usage: string): unknown[] {
  if (!Array.isArray(argument)) {
    throw new StackError(
      `Template error: every ${name} object requires ${usage}`,
    );
  }
  return argument;
}

const ref: Evaluate = (name, scope) => {
  const key = text(name, 'Ref');
  const value = scope.ref(key);
  if (value === undefined) {
    throw new StackError(
      `Template format error: Unresolved resource dependencies [${key}] in the Resources block of the template`,
    );
  }
  return value;
};

const getAtt: Evaluate = (argument, scope) => {
  const path = Array.isArray(argument)
    ? argument.map(part => text(resolve(part, scope), 'Fn::GetAtt'))
    : text(argument, 'Fn::GetAtt').split('.');
  const [logicalId, ...attribute] = path;
  const value = scope.getAtt(logicalId, attribute.join('.'));
  if (value === undefined) {
    throw new StackError(
      `Template error: Fn::GetAtt references undefined attribute ${path.join('.')}`,
    );
  }
  return value;
};

const sub: Evaluate = (argument, scope) => {
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
};

const join: Evaluate = (argument, scope) => {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw new StackError(
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined',
    );
  }
  const items = resolve(argument[1], scope);
  return list(items, 'Fn::Join', 'a list of strings to be joined')
    .map(item => text(item, 'Fn::Join'))
    .join(text(argument[0], 'Fn::Join'));
};

const split: Evaluate = (argument, scope) => {
  const [delimiter, source] = list(
    argument,
    'Fn::Split',
    'two parameters, (1) a string delimiter and (2) a string to be split',
  );
  return text(resolve(source, scope), 'Fn::Split').split(
    text(delimiter, 'Fn::Split'),
  );
};

const select: Evaluate = (argument, scope) => {
  const [index, from] = list(
    argument,
    'Fn::Select',
    'a list argument with two elements: an integer index and a list',
  );
  const items = list(
    resolve(from, scope),
    'Fn::Select',
    'a list argument with two elements: an integer index and a list',
  );
  const value = items[Number(resolve(index, scope))];
  if (value === undefined) {
    throw new StackError(
      `Template error: Fn::Select cannot select nonexistent value at index ${index}`,
    );
  }
  return value;
};

const getAzs: Evaluate = (argument, scope) => {
  const region = text(resolve(argument ?? '', scope), 'Fn::GetAZs');
  return ['a', 'b', 'c'].map(zone => `${region || scope.region}${zone}`);
};

const cidr: Evaluate = (argument, scope) => {
  const [block, count, bits = 8] = list(
    resolve(argument, scope),
    'Fn::Cidr',
    'two or three parameters, (1) a block of addresses, (2) a count and (3) the bits of each',
  );
  const blocks = cidrBlocks(
    text(block, 'Fn::Cidr'),
    Number(count),
    Number(bits),
  );
  if (!blocks) {
    throw new StackError(
      `Template error: Fn::Cidr cannot cut ${count} blocks of ${bits} bits out of ${block}`,
    );
  }
  return blocks;
};

const importValue: Evaluate = (argument, scope) => {
  const name = text(resolve(argument, scope), 'Fn::ImportValue');
  const value = scope.importValue(name);
  if (value === undefined) {
    throw new StackError(`No export named ${name} found.`);
  }
  return value;
};

const findInMap: Evaluate = (argument, scope) => {
  const [map, top, second] = list(
    resolve(argument, scope),
    'Fn::FindInMap',
    'three parameters, the map name, map key and the attribute for return value',
  ).map(part => text(part, 'Fn::FindInMap'));
  const value = scope.mappings[map]?.[top]?.[second];
  if (value === undefined) {
    throw new StackError(
      `Template error: Unable to get mapping for ${map}::${top}::${second}`,
    );
  }
  return value;
};

const base64: Evaluate = (argument, scope) =>
  Buffer.from(text(resolve(argument, scope), 'Fn::Base64')).toString('base64');

const choose: Evaluate = (argument, scope) => {
  const [name, whenTrue, whenFalse] = list(
    argument,
    'Fn::If',
    'a list argument with three elements: a condition and two values',
  );
  return resolve(condition(name, scope) ? whenTrue : whenFalse, scope);
};

function condition(name: unknown, scope: Scope): boolean {
  const key = text(name, 'Condition');
  const value = scope.condition(key);
  if (value === undefined) {
    throw new StackError(
      `Template format error: Unresolved condition dependency ${key} in the template`,
    );
  }
  return value;
}

/** Functions that can stand where a value can. */
const FUNCTIONS: Record<string, Evaluate> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Split': split,
  'Fn::Select': select,
  'Fn::GetAZs': getAzs,
  'Fn::Cidr': cidr,
  'Fn::ImportValue': importValue,
  'Fn::FindInMap': findInMap,
  'Fn::If': choose,
  'Fn::Base64': base64,
};

/** Names of all functions that the sandbox knows. */
export const KNOWN_FUNCTIONS = Object.keys(FUNCTIONS);

/** The function call that a value is, if it is one. */
export function functionCall(
  expression: unknown,
): { name: string; argument: unknown } | undefined {
  if (
    typeof expression !== 'object' ||
    expression === null ||
    Array.isArray(expression)
  ) {
    return undefined;
  }
  const entries = Object.entries(expression);
  const [name, argument] = entries[0] ?? [];
  return entries.length === 1 && name && /^(Ref$|Fn::)/.test(name)
    ? { name, argument }
    : undefined;
}

/** What a template is told whose function the sandbox does not know. */
export function unknownFunction(name: string): StackError {
  return new StackError(
    `Template error: the AWS sandbox does not know the function ${name}; it knows ${KNOWN_FUNCTIONS.join(', ')}`,
  );
}

/** Parts of templates that hold no function call, however deep: they are what they say. */
const plain = new WeakMap<object, boolean>();

function isPlain(expression: object): boolean {
  const known = plain.get(expression);
  if (known !== undefined) {
    return known;
  }
  const result =
    functionCall(expression) === undefined &&
    Object.values(expression).every(
      item => typeof item !== 'object' || item === null || isPlain(item),
    );
  plain.set(expression, result);
  return result;
}

/**
 * Resolves an expression of a template. What it answers may be a part of the
 * template: it must not be changed.
 *
 * @throws StackError for names that lead nowhere and functions the sandbox does not know
 */
export function resolve(expression: unknown, scope: Scope): unknown {
  if (typeof expression !== 'object' || expression === null) {
    return expression;
  }
  if (isPlain(expression)) {
    return expression;
  }
  if (Array.isArray(expression)) {
    return expression
      .map(item => resolve(item, scope))
      .filter(item => item !== NO_VALUE);
  }
  const call = functionCall(expression);
  if (call) {
    if (!FUNCTIONS[call.name]) {
      throw unknownFunction(call.name);
    }
    return FUNCTIONS[call.name](call.argument, scope);
  }
  return Object.fromEntries(
    Object.entries(expression)
      .map(([key, value]) => [key, resolve(value, scope)] as const)
      .filter(([, value]) => value !== NO_VALUE),
  );
}

function sameText(values: unknown[]): boolean {
  return new Set(values.map(value => JSON.stringify(value))).size === 1;
}

/** Functions that say yes or no, in `Conditions` and `Rules`. */
const PREDICATES: Record<string, (items: unknown[], scope: Scope) => boolean> =
  {
    'Fn::And': (items, scope) => items.every(item => holds(item, scope)),
    'Fn::Or': (items, scope) => items.some(item => holds(item, scope)),
    'Fn::Not': ([item], scope) => !holds(item, scope),
    'Fn::Equals': (items, scope) =>
      sameText(items.map(item => resolve(item, scope))),
    'Fn::Contains': ([items, item], scope) =>
      (resolve(items, scope) as unknown[]).includes(resolve(item, scope)),
    'Fn::EachMemberEquals': ([items, item], scope) =>
      (resolve(items, scope) as unknown[]).every(
        member => member === resolve(item, scope),
      ),
    'Fn::EachMemberIn': ([items, others], scope) =>
      (resolve(items, scope) as unknown[]).every(member =>
        (resolve(others, scope) as unknown[]).includes(member),
      ),
  };

/**
 * Whether an expression of `Conditions` or `Rules` holds.
 *
 * @throws StackError for names that lead nowhere and functions the sandbox does not know
 */
export function holds(expression: unknown, scope: Scope): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(
    (expression ?? {}) as object,
  );
  if (name === 'Condition') {
    return condition(argument, scope);
  }
  const predicate = PREDICATES[name];
  if (!predicate) {
    throw new StackError(
      `Template error: the AWS sandbox does not know the condition function ${name || '(none)'}; it knows Condition, ${Object.keys(PREDICATES).join(', ')}`,
    );
  }
  return predicate(list(argument, name, 'a list argument'), scope);
}
