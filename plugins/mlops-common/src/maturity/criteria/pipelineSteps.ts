// How the steps of a pipeline hang together.
import type { PipelineStep } from '../../evidence';

const TRAINING = ['Training', 'Tuning', 'AutoML'];
const EVALUATION = ['Processing', 'Transform'];
const REGISTERING = ['RegisterModel', 'Model'];

/** Whether a step trains a model. */
export function isTraining({ type }: PipelineStep): boolean {
  return TRAINING.includes(type);
}

/** Every step that has to end before a step, directly or through others; the conditions it is within are among them. */
function stepsBefore(
  step: PipelineStep,
  steps: readonly PipelineStep[],
): PipelineStep[] {
  const found = new Set<PipelineStep>();
  const waiting = [step];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { dependsOn, within } = next;
    for (const other of steps) {
      if (
        !found.has(other) &&
        (dependsOn.includes(other.name) || other.name === within)
      ) {
        found.add(other);
        waiting.push(other);
      }
    }
  }
  return [...found];
}

/** The conditions a step is within, the innermost first. */
function conditionsAround(
  step: PipelineStep,
  steps: readonly PipelineStep[],
  inner: PipelineStep[] = [],
): PipelineStep[] {
  const outer = steps.find(({ name }) => name === step.within);
  return !outer || inner.includes(outer)
    ? inner
    : conditionsAround(outer, steps, [...inner, outer]);
}

/** Whether a step measures a model that a step before it trained. */
function isEvaluation(
  step: PipelineStep,
  steps: readonly PipelineStep[],
): boolean {
  return (
    (EVALUATION.includes(step.type) || step.check === 'model-quality') &&
    stepsBefore(step, steps).some(isTraining)
  );
}

/** Whether a model is registered only within a condition that comes after an evaluation of what was trained. */
export function isGatedOnEvaluation(steps: readonly PipelineStep[]): boolean {
  return steps
    .filter(({ type }) => REGISTERING.includes(type))
    .some(step =>
      conditionsAround(step, steps).some(condition =>
        stepsBefore(condition, steps).some(before =>
          isEvaluation(before, steps),
        ),
      ),
    );
}

/** Whether a step of SageMaker Clarify makes one of the checks. */
export function hasClarifyCheck(
  steps: readonly PipelineStep[],
  checks: readonly string[],
): boolean {
  return steps.some(
    ({ type, check }) =>
      type === 'ClarifyCheck' && check !== undefined && checks.includes(check),
  );
}
