import {
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from './harness';

/** A stack as CloudFormation describes it, with its outputs as a map. */
export async function describeStack(
  { cloudFormation }: Clients,
  StackName: string,
): Promise<Stack & { outputs: Record<string, string> }> {
  const { Stacks: [stack] = [] } = await cloudFormation.send(
    new DescribeStacksCommand({ StackName }),
  );
  return {
    ...stack,
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
        OutputKey,
        OutputValue,
      ]),
    ),
  };
}

/** A map as parameters of a stack. */
export function toParameters(values: Record<string, string>) {
  return Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
}
