import { parameterScope } from './buildStack';
import { parameterValues } from './parameters';
import { holds } from './resolve';
import { StackError } from './StackError';
import type { CloudFormationTemplate } from './template';

/**
 * Refuses parameters that break a rule of the template.
 *
 * @param region - where the stack is to be
 * @throws StackError
 */
export function checkRules(
  template: CloudFormationTemplate,
  given: Record<string, string>,
  region: string,
): void {
  const names = {
    'AWS::Region': region,
    ...parameterValues(template, given),
  };
  const scope = parameterScope(template, names, region);
  for (const [name, rule] of Object.entries(template.Rules ?? {})) {
    const { RuleCondition, Assertions } = rule;
    if (RuleCondition === undefined || holds(RuleCondition, scope)) {
      for (const { Assert, AssertDescription } of Assertions) {
        if (!holds(Assert, scope)) {
          throw new StackError(
            `Template error: rule ${name} failed: ${AssertDescription ?? 'the assertion does not hold'}`,
          );
        }
      }
    }
  }
}
