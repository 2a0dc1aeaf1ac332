// The conditions of IAM's policy language.
import { toList, type Conditions } from './policyDocument';

/** What is known of a request, by condition key in lower case; a key that does not apply is absent. */
export type ConditionContext = Record<string, string | string[] | undefined>;

type Test = (actual: string, wanted: string) => boolean;

function toPattern(wanted: string, flags: string): RegExp {
  const source = wanted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, `s${flags}`);
}

/** Whether a text fits one with wildcards: `*` for any, `?` for one character. */
export const like: Test = (actual, wanted) =>
  toPattern(wanted, '').test(actual);

/** ARNs match part by part: a `*` does not reach over a colon, save in the last. */
const arnLike: Test = (actual, wanted) => {
  const parts = (arn: string) => {
    const split = arn.split(':');
    return [...split.slice(0, 5), split.slice(5).join(':')];
  };
  const actualParts = parts(actual);
  return parts(wanted).every((part, index) => like(actualParts[index], part));
};

/** The operators by the word that stands for them; those with `Not` are the same, denied. */
const TESTS: Record<string, Test> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) =>
    actual.toLocaleLowerCase('en-US') === wanted.toLocaleLowerCase('en-US'),
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (actual, wanted) =>
    actual.toLocaleLowerCase('en-US') === wanted.toLocaleLowerCase('en-US'),
};

interface Operator {
  set?: 'ForAllValues' | 'ForAnyValue';
  /** Not the test is wanted, but that it fails. */
  isDenied: boolean;
  ifExists: boolean;
  test: Test;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** An operator by its name; undefined for one that the sandbox does not know. `Null` is no test of a value. */
function operatorOf(name: string): Operator | undefined {
  const [, set, word = '', ifExists] = OPERATOR.exec(name) ?? [];
  const positive = word.replace(/^(String|Arn)Not/, '$1');
  const test = Object.hasOwn(TESTS, positive) ? TESTS[positive] : undefined;
  return (
    test && {
      set: set as Operator['set'],
      isDenied: positive !== word,
      ifExists: ifExists !== undefined,
      test,
    }
  );
}

/** Whether the sandbox can evaluate an operator. */
export function isOperator(name: string): boolean {
  return name === 'Null' || operatorOf(name) !== undefined;
}

function holds(
  { set, isDenied, ifExists, test }: Operator,
  actual: string[] | undefined,
  wanted: string[],
): boolean {
  const fits = (value: string) =>
    wanted.some(each => test(value, each)) !== isDenied;
  if (set === 'ForAllValues') {
    return (actual ?? []).every(fits);
  }
  if (set === 'ForAnyValue') {
    return (actual ?? []).some(fits);
  }
  if (!actual || actual.length === 0) {
    return ifExists || isDenied;
  }
  return isDenied ? actual.every(fits) : actual.some(fits);
}

/** Whether all conditions of a statement hold. */
export function conditionsHold(
  conditions: Conditions | undefined,
  context: ConditionContext,
): boolean {
  return Object.entries(conditions ?? {}).every(([name, keys]) =>
    Object.entries(keys).every(([key, value]) => {
      const known = context[key.toLocaleLowerCase('en-US')];
      const actual = known === undefined ? undefined : toList(known);
      const wanted = toList(value).map(String);
      if (name === 'Null') {
        return wanted.includes(String(actual === undefined));
      }
      const operator = operatorOf(name);
      return operator !== undefined && holds(operator, actual, wanted);
    }),
  );
}
