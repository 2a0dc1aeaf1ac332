// Lengths, ranges, patterns and enumerations: the schemas of the SDK do not have them, the API references do.

/** What AWS's API reference allows for one member. */
export interface Constraint {
  /** Characters of a string, items of a list. */
  minLength?: number;
  maxLength?: number;
  /** Of a number. */
  min?: number;
  max?: number;
  pattern?: RegExp;
  oneOf?: readonly string[];
}

/** Constraints of the members of structures, by the structure's and the member's name. */
export type Constraints = Record<string, Record<string, Constraint>>;

/** Something about an input that AWS refuses. */
export interface Violation {
  /** Path of the member: `Tags[0].Key`. */
  member: string;
  /** What it has to be, in AWS's words. */
  text: string;
  /** The `Reason` that AWS Organizations gives; it has none for a wrong type. */
  reason?:
    | 'INPUT_REQUIRED'
    | 'MIN_LENGTH_EXCEEDED'
    | 'MAX_LENGTH_EXCEEDED'
    | 'MIN_VALUE_EXCEEDED'
    | 'MAX_VALUE_EXCEEDED'
    | 'INVALID_PATTERN'
    | 'INVALID_ENUM';
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? `Value '${value}' at`
    : 'Value at';
}

/** What of a value breaks its constraint. */
export function* violations(
  constraint: Constraint,
  member: string,
  value: unknown,
): Generator<Violation> {
  const { minLength, maxLength, min, max, pattern, oneOf } = constraint;
  const violation = (reason: Violation['reason'], must: string): Violation => ({
    member,
    reason,
    text: `${shown(value)} '${member}' failed to satisfy constraint: Member must ${must}`,
  });
  if (typeof value === 'string' || Array.isArray(value)) {
    if (minLength !== undefined && value.length < minLength) {
      yield violation(
        'MIN_LENGTH_EXCEEDED',
        `have length greater than or equal to ${minLength}`,
      );
    }
    if (maxLength !== undefined && value.length > maxLength) {
      yield violation(
        'MAX_LENGTH_EXCEEDED',
        `have length less than or equal to ${maxLength}`,
      );
    }
  }
  if (typeof value === 'number') {
    if (min !== undefined && value < min) {
      yield violation(
        'MIN_VALUE_EXCEEDED',
        `have value greater than or equal to ${min}`,
      );
    }
    if (max !== undefined && value > max) {
      yield violation(
        'MAX_VALUE_EXCEEDED',
        `have value less than or equal to ${max}`,
      );
    }
  }
  if (typeof value === 'string') {
    if (pattern && !pattern.test(value)) {
      yield violation(
        'INVALID_PATTERN',
        `satisfy regular expression pattern: ${pattern.source}`,
      );
    }
    if (oneOf && !oneOf.includes(value)) {
      yield violation(
        'INVALID_ENUM',
        `satisfy enum value set: [${oneOf.join(', ')}]`,
      );
    }
  }
}
