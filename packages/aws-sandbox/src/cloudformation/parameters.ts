import { StackError } from './StackError';
import type { CloudFormationTemplate, TemplateParameter } from './template';

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function checkAllowed(
  name: string,
  { AllowedValues, AllowedPattern }: TemplateParameter,
  value: string,
): void {
  if (AllowedValues && !AllowedValues.includes(value)) {
    throw new StackError(
      `Parameter '${name}' must be one of AllowedValues: [${AllowedValues.join(', ')}]`,
    );
  }
  if (
    AllowedPattern &&
    !new RegExp(`^(?:${AllowedPattern})$`, 'u').test(value)
  ) {
    throw new StackError(
      `Parameter '${name}' must match pattern ${AllowedPattern}`,
    );
  }
}

/**
 * The values of a template's parameters: what was given, and defaults.
 *
 * @throws StackError when one is missing, unknown or not allowed
 */
export function parameterValues(
  template: CloudFormationTemplate,
  given: Record<string, string>,
): Record<string, string | string[]> {
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
      const value = given[name] ?? parameter.Default ?? '';
      checkAllowed(name, parameter, value);
      return [
        name,
        isList(parameter.Type)
          ? value.split(',').map(item => item.trim())
          : value,
      ];
    }),
  );
}
