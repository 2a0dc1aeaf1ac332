// Which operation a request is for, in the protocols that tell by method and path (restXml, restJson1).
import type { Service } from '../services/Service';
import {
  operationNames,
  operationSchemas,
  requiredMembers,
  traitsOf,
} from './schemas';

/** Where a request goes to: the service's part of the address. */
export interface Address {
  method: string;
  /** As it was sent. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** Labels that are not in the path: the bucket of S3, which may be part of the host's name. */
  labels: Record<string, string>;
}

/** An operation with what its path says. */
export interface RestMatch {
  name: string;
  labels: Record<string, string>;
}

interface Pattern {
  name: string;
  method: string;
  /** Of the path; greedy ones end it. */
  path: RegExp;
  labelNames: string[];
  /** What has to be in the query string. */
  literals: [name: string, value: string][];
  /** Of {@link DECISIVE} what it requires. */
  decisive: string[];
  /** Whether it is about a bucket, whose name is not in its path. */
  takesBucket: boolean;
}

/** What tells operations of S3 apart that have the same method and path, where they require it. */
const DECISIVE: Record<string, (address: Address) => boolean> = {
  UploadId: ({ query }) => query.has('uploadId'),
  PartNumber: ({ query }) => query.has('partNumber'),
  CopySource: ({ headers }) => headers['x-amz-copy-source'] !== undefined,
};

function toPattern(service: Service, name: string): Pattern | undefined {
  const { http } = traitsOf(service.schemas[`${name}$`]);
  const schemas = operationSchemas(service.schemas, name);
  if (!Array.isArray(http) || !schemas) {
    return undefined;
  }
  const [path, query = ''] = String(http[1]).split('?');
  const labelNames: string[] = [];
  const source = path.replace(/\{(\w+)(\+?)\}/g, (_label, label, greedy) => {
    labelNames.push(label);
    return greedy ? '(.+)' : '([^/]+)';
  });
  return {
    name,
    method: String(http[0]),
    path: new RegExp(`^${source}$`),
    labelNames,
    literals: [...new URLSearchParams(query)],
    decisive: requiredMembers(schemas.input).filter(member =>
      Object.hasOwn(DECISIVE, member),
    ),
    takesBucket:
      !labelNames.includes('Bucket') &&
      requiredMembers(schemas.input).includes('Bucket'),
  };
}

const patterns = new WeakMap<Service, Pattern[]>();

function patternsOf(service: Service): Pattern[] {
  const known =
    patterns.get(service) ??
    operationNames(service.schemas).flatMap(
      name => toPattern(service, name) ?? [],
    );
  patterns.set(service, known);
  return known;
}

function literalsFit({ literals, name }: Pattern, { query }: Address): boolean {
  return literals.every(([literal, value]) =>
    literal === 'x-id'
      ? [null, name].includes(query.get('x-id'))
      : query.get(literal) === value,
  );
}

function fits(pattern: Pattern, address: Address): boolean {
  return (
    pattern.method === address.method &&
    pattern.path.test(address.path) &&
    pattern.takesBucket === 'Bucket' in address.labels &&
    literalsFit(pattern, address) &&
    pattern.decisive.every(name => DECISIVE[name](address))
  );
}

/** How much an operation asks for; more comes first. */
function rankOf(
  service: Service,
  { name, literals, decisive }: Pattern,
): number {
  const asked = literals.filter(([literal]) => literal !== 'x-id').length;
  const isKnown = Object.hasOwn(service.operations, name);
  return (asked + decisive.length) * 2 + (isKnown ? 1 : 0);
}

/**
 * Finds the operation: of those that fit, the one that asks for most, and the
 * one that the sandbox knows where two ask for the same.
 */
export function matchRest(
  service: Service,
  address: Address,
): RestMatch | undefined {
  const [pattern] = patternsOf(service)
    .filter(candidate => fits(candidate, address))
    .sort((a, b) => rankOf(service, b) - rankOf(service, a));
  if (!pattern) {
    return undefined;
  }
  const [, ...values] = pattern.path.exec(address.path) ?? [];
  return {
    name: pattern.name,
    labels: {
      ...address.labels,
      ...Object.fromEntries(
        pattern.labelNames.map((label, index) => [
          label,
          decodeURIComponent(values[index]),
        ]),
      ),
    },
  };
}
