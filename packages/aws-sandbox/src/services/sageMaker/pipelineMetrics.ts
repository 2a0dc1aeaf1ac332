// What the evaluation of a model finds: the sandbox trains none, so its metrics are drawn.
import { createHash } from 'node:crypto';
import type { PipelineExecution } from '../../state/modelBuilding';
import { isRecord, type PipelineDefinition } from './pipelineDefinition';

/** Metrics that are better when they are smaller. */
const IS_ERROR = /error|loss|mse|mae|mape|rmse|bias|disparity|latency/i;

/** What an evaluation reports beside the metrics that a condition asks for. */
const USUAL = {
  classification: ['accuracy', 'auc', 'f1'],
  regression: ['rmse', 'mae', 'r2'],
};

/**
 * The name of a metric in the path of a `Std:JsonGet`: `mse` of
 * `regression_metrics.mse.value`.
 */
export function metricName(path: string): string {
  const parts = path
    .replace(/\[['"]?([^\]'"]+)['"]?\]/g, '.$1')
    .split('.')
    .filter(part => part !== '' && part !== '$' && part !== 'value');
  return parts.at(-1) ?? path;
}

/** A number from 0 to 1 that is always the same for the same text. */
function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Draws a metric of an evaluation: always the same for the same execution, and
 * on the whole a little better from one to the next. Errors fall from about
 * 0.3 towards 0.04, all else rises from about 0.78 towards 0.97.
 *
 * @param metric - its name
 * @param executionId - id of the pipeline execution
 * @param run - the how many-th execution of the pipeline it is, from 1
 */
export function drawMetric(
  metric: string,
  executionId: string,
  run: number,
): number {
  const progress = 1 - 0.85 ** (run - 1);
  const chance = fraction(`${executionId}/${metric}`) - 0.5;
  const value = IS_ERROR.test(metric)
    ? 0.3 - 0.26 * progress + 0.03 * chance
    : 0.78 + 0.17 * progress + 0.03 * chance;
  return Math.round(value * 10_000) / 10_000;
}

/** A metric of an execution: what it was given, else what is drawn. */
export function metricOf(
  { id, run, metrics }: Pick<PipelineExecution, 'id' | 'run' | 'metrics'>,
  metric: string,
): number {
  return metrics?.[metric] ?? drawMetric(metric, id, run);
}

function* askedFor(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* askedFor(item);
    }
  } else if (isRecord(value)) {
    const get = value['Std:JsonGet'];
    if (isRecord(get) && typeof get.Path === 'string') {
      yield metricName(get.Path);
    }
    for (const item of Object.values(value)) {
      yield* askedFor(item);
    }
  }
}

/**
 * All metrics that the evaluation in an execution finds: those that its
 * conditions ask for, those it was given, and the usual ones of its kind.
 */
export function executionMetrics(
  definition: PipelineDefinition,
  execution: Pick<PipelineExecution, 'id' | 'run' | 'metrics'>,
): Record<string, number> {
  const names = new Set([
    ...definition.steps
      .filter(({ type }) => type === 'Condition')
      .flatMap(step => [...askedFor(step.arguments.Conditions)]),
    ...Object.keys(execution.metrics ?? {}),
  ]);
  const kind = [...names].some(name => /mse|mae|mape|r2/i.test(name))
    ? 'regression'
    : 'classification';
  USUAL[kind].forEach(name => names.add(name));
  return Object.fromEntries(
    [...names].map(name => [name, metricOf(execution, name)]),
  );
}
