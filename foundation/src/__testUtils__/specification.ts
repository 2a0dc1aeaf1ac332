// Checks a template against AWS's own specification of resource types, without asking AWS.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  PropertyType,
  Resource as ResourceSpec,
  ResourceProperties,
} from '@aws-cdk/service-spec-types';
import { intrinsic, type Json, type Template } from './template';

const database = loadAwsServiceSpecSync();

/** What AWS knows of a resource type; undefined when there is no such type. */
export function resourceSpec(type: string): ResourceSpec | undefined {
  return database.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values that a value can be: both branches of an `Fn::If`; none for other functions, which only AWS evaluates. */
function alternatives(value: unknown): unknown[] {
  const call = intrinsic(value);
  if (!call) {
    return [value];
  }
  if (call.name === 'Fn::If' && Array.isArray(call.argument)) {
    return call.argument.slice(1).flatMap(alternatives);
  }
  return [];
}

/** Types that stand for the same JSON. */
function isText(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function checkLiteral(
  path: string,
  type: PropertyType,
  value: unknown,
): string[] {
  const wrong = (expected: string) => [
    `${path} is ${JSON.stringify(value)}, not ${expected}`,
  ];
  switch (type.type) {
    case 'string':
      if (!isText(value)) {
        return wrong('a string');
      }
      return type.allowedValues && !type.allowedValues.includes(String(value))
        ? wrong(`one of ${type.allowedValues.join(', ')}`)
        : [];
    case 'boolean':
      return ['true', 'false'].includes(String(value))
        ? []
        : wrong('a boolean');
    case 'number':
      return isText(value) && Number.isFinite(Number(value))
        ? []
        : wrong('a number');
    case 'integer':
      return isText(value) && Number.isInteger(Number(value))
        ? []
        : wrong('an integer');
    case 'date-time':
      return isText(value) ? [] : wrong('a date');
    case 'json':
      return isObject(value) || typeof value === 'string' ? [] : wrong('JSON');
    case 'null':
      return value === null ? [] : wrong('null');
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) =>
            checkValue(`${path}/${index}`, type.element, item),
          )
        : wrong('a list');
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            checkValue(`${path}/${key}`, type.element, item),
          )
        : wrong('a map');
    case 'tag':
      return isObject(value) && 'Key' in value && 'Value' in value
        ? []
        : wrong('a tag with Key and Value');
    case 'ref':
      return isObject(value)
        ? checkProperties(
            path,
            database.get('typeDefinition', type.reference).properties,
            value,
          )
        : wrong('an object');
    case 'union': {
      const problems = type.types.map(option =>
        checkLiteral(path, option, value),
      );
      return problems.some(found => found.length === 0)
        ? []
        : (problems.sort((one, other) => one.length - other.length)[0] ?? []);
    }
    default:
      throw new Error(`${path}: the specification has a new kind of type`);
  }
}

function checkValue(
  path: string,
  type: PropertyType,
  value: unknown,
): string[] {
  return alternatives(value).flatMap(alternative =>
    checkLiteral(path, type, alternative),
  );
}

function checkProperties(
  path: string,
  specified: ResourceProperties,
  properties: Json,
): string[] {
  const missing = Object.entries(specified)
    .filter(([name, { required }]) => required && !(name in properties))
    .map(([name]) => `${path} has no ${name}`);
  const present = Object.entries(properties).flatMap(([name, value]) => {
    const property = specified[name];
    return property
      ? checkValue(`${path}/${name}`, property.type, value)
      : [`${path}/${name} is unknown to AWS`];
  });
  return [...missing, ...present];
}

/**
 * What is wrong with the resources of a template: types and properties that do
 * not exist, required properties that are missing, values of the wrong type or
 * not among those allowed. Functions are left to AWS, but for the branches of
 * `Fn::If`. Custom resources are the function's own matter.
 */
export function problemsOf({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (Type.startsWith('Custom::')) {
      return [];
    }
    const specified = resourceSpec(Type);
    return specified
      ? checkProperties(id, specified.properties, Properties ?? {})
      : [`${id}: AWS has no resource type ${Type}`];
  });
}
