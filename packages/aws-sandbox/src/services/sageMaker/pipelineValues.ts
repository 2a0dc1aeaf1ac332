// The values in a pipeline's definition, at the time of an execution.
import type { PipelineExecution } from '../../state/modelBuilding';
import { executionArn } from './pipelineArns';
import { isRecord, type Json } from './pipelineDefinition';
import { metricName, metricOf } from './pipelineMetrics';

/** Why a step cannot go on. */
export class StepFailure extends Error {}

/** Where a step's job puts what it makes. */
function outputOf(execution: PipelineExecution, step: string): string {
  const { region, accountId, id } = execution;
  return `s3://sagemaker-${region}-${accountId}/pipelines-${id}-${step}/output`;
}

function propertyOfStep(execution: PipelineExecution, path: string): string {
  const [step, ...property] = path.split('.');
  const run = execution.steps.find(({ name }) => name === step);
  const last = property.at(-1) ?? '';
  if (/Arn$/.test(last)) {
    return run?.arn ?? '';
  }
  if (/Name$/.test(last)) {
    return run?.arn?.split('/').at(-1) ?? '';
  }
  return last === 'S3ModelArtifacts'
    ? `${outputOf(execution, step)}/model.tar.gz`
    : outputOf(execution, step);
}

function variable(execution: PipelineExecution, path: string): string {
  const { region, accountId, pipelineName: name, id, startedAt } = execution;
  const known: Record<string, string> = {
    PipelineName: name,
    PipelineArn: `arn:aws:sagemaker:${region}:${accountId}:pipeline/${name}`,
    PipelineExecutionId: id,
    PipelineExecutionArn: executionArn(execution),
    StartDateTime: new Date(startedAt).toISOString(),
    CurrentDateTime: new Date(startedAt).toISOString(),
  };
  if (!Object.hasOwn(known, path)) {
    throw new StepFailure(`Execution.${path} is not known.`);
  }
  return known[path];
}

function get(execution: PipelineExecution, path: string): string {
  const [scope, ...rest] = path.split('.');
  const inner = rest.join('.');
  switch (scope) {
    case 'Parameters':
      if (!Object.hasOwn(execution.parameters, inner)) {
        throw new StepFailure(`Parameter ${inner} is not defined.`);
      }
      return execution.parameters[inner];
    case 'Execution':
      return variable(execution, inner);
    case 'Steps':
      return propertyOfStep(execution, inner);
    default:
      throw new StepFailure(`${path} cannot be resolved.`);
  }
}

/**
 * A value with all its references resolved: parameters, variables of the
 * execution, what other steps made, and metrics of the evaluation.
 *
 * @throws StepFailure when a reference leads nowhere
 */
export function resolveValue(
  execution: PipelineExecution,
  value: unknown,
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => resolveValue(execution, item));
  }
  if (!isRecord(value)) {
    return value;
  }
  if (typeof value.Get === 'string') {
    return get(execution, value.Get);
  }
  const jsonGet = value['Std:JsonGet'];
  if (isRecord(jsonGet)) {
    return metricOf(execution, metricName(String(jsonGet.Path)));
  }
  const join = value['Std:Join'];
  if (isRecord(join)) {
    const parts = resolveValue(execution, join.Values);
    return (Array.isArray(parts) ? parts : [parts]).join(String(join.On ?? ''));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      resolveValue(execution, item),
    ]),
  );
}

const COMPARISONS: Record<string, (left: number, right: number) => boolean> = {
  GreaterThan: (left, right) => left > right,
  GreaterThanOrEqualTo: (left, right) => left >= right,
  LessThan: (left, right) => left < right,
  LessThanOrEqualTo: (left, right) => left <= right,
};

function holdsOne(execution: PipelineExecution, condition: Json): boolean {
  const value = (name: string) => resolveValue(execution, condition[name]);
  const inner = (name: string) => {
    const list = [condition[name]].flat();
    return list.filter(isRecord);
  };
  switch (condition.Type) {
    case 'Equals':
      return String(value('LeftValue')) === String(value('RightValue'));
    case 'In':
      return [value('Values')]
        .flat()
        .map(String)
        .includes(String(value('QueryValue')));
    case 'Not':
      return !inner('Expression').every(each => holdsOne(execution, each));
    case 'Or':
      return inner('Conditions').some(each => holdsOne(execution, each));
    default: {
      const compare = COMPARISONS[String(condition.Type)];
      const [left, right] = [value('LeftValue'), value('RightValue')];
      const numbers = [left, right].map(Number);
      if (!compare || numbers.some(Number.isNaN)) {
        throw new StepFailure(
          `The condition ${condition.Type} cannot compare ${left} and ${right}.`,
        );
      }
      return compare(numbers[0], numbers[1]);
    }
  }
}

/**
 * Whether all conditions of a condition step hold.
 *
 * @throws StepFailure when two values cannot be compared
 */
export function conditionsHold(
  execution: PipelineExecution,
  conditions: unknown,
): boolean {
  return [conditions]
    .flat()
    .filter(isRecord)
    .every(condition => holdsOne(execution, condition));
}
