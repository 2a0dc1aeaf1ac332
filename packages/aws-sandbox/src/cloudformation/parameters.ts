import { StackError } from './StackError';
import type { CloudFormationTemplate, TemplateParameter } from './template';

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function items(value: string): string[] {
  return value === '' ? [] : value.split(',').map(item => item.trim());
}

/** What of a value a parameter does not allow; undefined when it allows it. */
function complaint(
  parameter: TemplateParameter,
  value: string,
): string | undefined {
  const { Type, AllowedValues, AllowedPattern } = parameter;
  const { MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const isNumber = Type === 'Number' || Type === 'List<Number>';
  if (isNumber && (value.trim() === '' || Number.isNaN(Number(value)))) {
    return 'must be a number';
  }
  if (AllowedValues && !AllowedValues.map(String).includes(value)) {
    return `must be one of AllowedValues: [${AllowedValues.join(', ')}]`;
  }
  if (
    AllowedPattern &&
    !new RegExp(`^(?:${AllowedPattern})$`, 'u').test(value)
  ) {
    return `must match pattern ${AllowedPattern}`;
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    return `must contain at least ${MinLength} characters`;
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    return `must contain at most ${MaxLength} characters`;
  }
  if (MinValue !== undefined && Number(value) < Number(MinValue)) {
    return `must be a number not less than ${MinValue}`;
  }
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) {
    return `must be a number not greater than ${MaxValue}`;
  }
  return undefined;
}

function check(name: string, parameter: TemplateParameter, value: string) {
  const values = isList(parameter.Type) ? items(value) : [value];
  for (const one of values) {
    const why = complaint(parameter, one);
    if (why) {
      const { ConstraintDescription } = parameter;
      throw new StackError(
        ConstraintDescription
          ? `Parameter '${name}' failed to satisfy constraint: ${ConstraintDescription}`
          : `Parameter '${name}' ${why}`,
      );
    }
  }
}

/**
 * The texts of a template's parameters: what was given, and defaults.
 *
 * @throws StackError when one is missing, unknown or not allowed
 */
export function parameterTexts(
  template: CloudFormationTemplate,
  given: Record<string, string>,
): Record<string, string> {
  const declared = template.Parameters ?? {};
  const unknown = Object.keys(given).filter(name => !declared[name]);
  if (unknown.length > 0) {
    throw new StackError(
      `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    );
  }
  const missing = Object.keys(declared).filter(
    name => given[name] === undefined && declared[name].Default === undefined,
  );
  if (missing.length > 0) {
    throw new StackError(
      `Parameters: [${missing.join(', ')}] must have values`,
    );
  }
  return Object.fromEntries(
    Object.entries(declared).map(([name, parameter]) => {
      const value = given[name] ?? String(parameter.Default);
      check(name, parameter, value);
      return [name, value];
    }),
  );
}

/**
 * The values that `Ref` yields for a template's parameters.
 *
 * @throws StackError when one is missing, unknown or not allowed
 */
export function parameterValues(
  template: CloudFormationTemplate,
  given: Record<string, string>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(parameterTexts(template, given)).map(([name, text]) => [
      name,
      isList(template.Parameters?.[name].Type ?? '') ? items(text) : text,
    ]),
  );
}
