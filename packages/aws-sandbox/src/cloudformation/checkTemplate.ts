// What CloudFormation refuses of a template before it makes anything.
import { KNOWN_FUNCTIONS, functionCall, unknownFunction } from './resolve';
import { isResourceType } from './resources';
import { StackError } from './StackError';
import type { CloudFormationTemplate } from './template';

const PSEUDO_PARAMETERS = [
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
];

/** Something that an expression names. */
interface Mention {
  kind: 'name' | 'condition';
  name: string;
}

function* mentionsOfSub(argument: unknown): Generator<Mention> {
  const [template, variables = {}] = Array.isArray(argument)
    ? argument
    : [argument];
  for (const [, literal, name] of String(template).matchAll(
    /\$\{(!?)([^}]+)\}/g,
  )) {
    if (!literal && !(name in (variables as object))) {
      yield { kind: 'name', name: name.split('.')[0] };
    }
  }
  yield* mentions(variables);
}

/** All that an expression names: parameters, resources and conditions. */
export function* mentions(expression: unknown): Generator<Mention> {
  const call = functionCall(expression);
  if (call) {
    const { name, argument } = call;
    if (!KNOWN_FUNCTIONS.includes(name)) {
      throw unknownFunction(name);
    }
    if (name === 'Ref') {
      yield { kind: 'name', name: String(argument) };
    } else if (name === 'Fn::GetAtt') {
      const [logicalId] = Array.isArray(argument)
        ? argument
        : String(argument).split('.');
      yield { kind: 'name', name: String(logicalId) };
    } else if (name === 'Fn::Sub') {
      yield* mentionsOfSub(argument);
    } else if (name === 'Fn::If' && Array.isArray(argument)) {
      yield { kind: 'condition', name: String(argument[0]) };
      yield* mentions(argument.slice(1));
    } else {
      yield* mentions(argument);
    }
  } else if (typeof expression === 'object' && expression !== null) {
    for (const item of Object.values(expression)) {
      yield* mentions(item);
    }
  }
}

/** Logical ids of the resources that a resource needs. */
function dependencies(
  { Resources }: CloudFormationTemplate,
  logicalId: string,
): string[] {
  const { DependsOn = [], Properties = {} } = Resources[logicalId];
  const named = [...mentions(Properties)]
    .map(({ name }) => name)
    .filter(name => name in Resources);
  return [...new Set([...[DependsOn].flat(), ...named])];
}

function checkCircles(template: CloudFormationTemplate): void {
  const done = new Set<string>();
  const visit = (logicalId: string, path: string[]): void => {
    if (path.includes(logicalId)) {
      const circle = path.slice(path.indexOf(logicalId));
      throw new StackError(
        `Circular dependency between resources: [${circle.join(', ')}]`,
      );
    }
    if (!done.has(logicalId)) {
      dependencies(template, logicalId).forEach(other =>
        visit(other, [...path, logicalId]),
      );
      done.add(logicalId);
    }
  };
  Object.keys(template.Resources).forEach(logicalId => visit(logicalId, []));
}

function checkNames(
  template: CloudFormationTemplate,
  expression: unknown,
  block: 'Resources' | 'Outputs',
): void {
  const { Parameters = {}, Conditions = {}, Resources } = template;
  const lost: string[] = [];
  for (const { kind, name } of mentions(expression)) {
    if (kind === 'condition' && !(name in Conditions)) {
      throw new StackError(
        `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
      );
    }
    if (
      kind === 'name' &&
      !(name in Parameters) &&
      !(name in Resources) &&
      !PSEUDO_PARAMETERS.includes(name)
    ) {
      lost.push(name);
    }
  }
  if (lost.length > 0) {
    throw new StackError(
      `Template format error: Unresolved resource dependencies [${[...new Set(lost)].join(', ')}] in the ${block} block of the template`,
    );
  }
}

/** Templates that were found to be sound. */
const checked = new WeakSet<CloudFormationTemplate>();

/**
 * Refuses a template whose parts do not fit together: types that are none,
 * names that lead nowhere, resources that need each other.
 *
 * @throws StackError
 */
export function checkTemplate(template: CloudFormationTemplate): void {
  if (checked.has(template)) {
    return;
  }
  const { Conditions = {}, Resources, Outputs = {} } = template;
  const declared = Object.values(Resources);
  const strange = declared
    .map(({ Type }) => Type)
    .filter(type => !isResourceType(type));
  if (strange.length > 0) {
    throw new StackError(
      `Template format error: Unrecognized resource types: [${[...new Set(strange)].join(', ')}]`,
    );
  }
  for (const { Condition } of [...declared, ...Object.values(Outputs)]) {
    if (Condition !== undefined && !(Condition in Conditions)) {
      throw new StackError(
        `Template format error: Unresolved condition dependency ${Condition} in the template`,
      );
    }
  }
  for (const { DependsOn = [], Properties } of declared) {
    checkNames(
      template,
      [...[DependsOn].flat().map(Ref => ({ Ref })), Properties],
      'Resources',
    );
  }
  for (const { Value, Export } of Object.values(Outputs)) {
    checkNames(template, [Value, Export?.Name], 'Outputs');
  }
  checkCircles(template);
  checked.add(template);
}
