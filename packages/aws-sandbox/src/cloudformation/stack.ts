import type { Context } from '../operation';
import type { ProvisionedProduct, StackResource } from '../state/model';
import { parameterValues } from './parameters';
import { NO_VALUE, resolve } from './resolve';
import { makerOf, type MadeResource, type StackPlace } from './resourceTypes';
import { StackError } from './StackError';
import type { CloudFormationTemplate } from './template';

/** What a stack made. */
export interface Stack {
  resources: Record<string, StackResource>;
  outputs: ProvisionedProduct['outputs'];
  /** ARNs of what can have tags, by logical id. */
  arns: Record<string, string>;
  /** Seconds that AWS takes for it. */
  awsSeconds: number;
}

function pseudoParameters(
  place: StackPlace & { stackArn: string },
): Record<string, unknown> {
  return {
    'AWS::AccountId': place.accountId,
    'AWS::Region': place.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': place.stackName,
    'AWS::StackId': place.stackArn,
    'AWS::NoValue': NO_VALUE,
  };
}

/**
 * Makes what a template declares, in the order of its dependencies, and
 * nothing else. When it fails, nothing is made.
 *
 * @throws StackError with CloudFormation's reason
 */
export function realise(
  context: Context,
  template: CloudFormationTemplate,
  given: Record<string, string>,
  place: StackPlace & { stackArn: string },
): Stack {
  const { state } = context;
  const names: Record<string, unknown> = {
    ...pseudoParameters(place),
    ...parameterValues(template, given),
  };
  const made = new Map<string, MadeResource>();
  const underWay: string[] = [];

  function make(logicalId: string): MadeResource | undefined {
    const declaration = template.Resources[logicalId];
    const before = made.get(logicalId);
    if (before || !declaration) {
      return before;
    }
    if (underWay.includes(logicalId)) {
      throw new StackError(
        `Circular dependency between resources: [${underWay.join(', ')}]`,
      );
    }
    underWay.push(logicalId);
    [declaration.DependsOn ?? []].flat().forEach(make);
    const properties = resolve(declaration.Properties ?? {}, {
      ref,
      getAtt,
    });
    const resource = makerOf(declaration.Type)(
      context,
      place,
      logicalId,
      properties as Record<string, unknown>,
    );
    underWay.pop();
    made.set(logicalId, resource);
    return resource;
  }

  function ref(name: string): unknown {
    return name in names ? names[name] : make(name)?.physicalId;
  }

  function getAtt(logicalId: string, attribute: string): unknown {
    return make(logicalId)?.attributes[attribute];
  }

  Object.keys(template.Resources).forEach(make);
  const outputs = Object.entries(template.Outputs ?? {}).map(
    ([key, { Description, Value }]) => ({
      key,
      value: String(resolve(Value, { ref, getAtt })),
      description: Description,
    }),
  );

  const before = structuredClone({
    domains: state.domains,
    notebooks: state.notebooks,
    keys: state.keys,
    work: state.work,
  });
  try {
    made.forEach(resource => resource.commit(context));
  } catch (error) {
    Object.assign(state, before);
    throw error;
  }

  const entries = [...made];
  return {
    resources: Object.fromEntries(
      entries.map(([logicalId, { physicalId }]) => [
        logicalId,
        { type: template.Resources[logicalId].Type, physicalId },
      ]),
    ),
    outputs,
    arns: Object.fromEntries(
      entries.flatMap(([logicalId, { arn }]) =>
        arn ? [[logicalId, arn]] : [],
      ),
    ),
    awsSeconds: Math.max(0, ...entries.map(([, { awsSeconds }]) => awsSeconds)),
  };
}
