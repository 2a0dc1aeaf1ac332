// What the steps of a pipeline are for, and in which order they run. Pure.
import type { PipelineStep } from '@mlops-portal/backstage-plugin-mlops-common';

/** What a step is for. */
export type StepKind =
  | 'training'
  | 'processing'
  | 'evaluation'
  | 'gate'
  | 'condition'
  | 'biasCheck'
  | 'explainabilityCheck'
  | 'dataQualityCheck'
  | 'modelQualityCheck'
  | 'registration';

const TRAINING = ['Training', 'Tuning', 'AutoML'];
const PROCESSING = ['Processing', 'Transform'];
const REGISTERING = ['RegisterModel', 'Model'];

/** Names of the steps that have to end before a step begins: what it depends on, and the condition that it is within. */
function before({ dependsOn, within }: PipelineStep): string[] {
  return within ? [...dependsOn, within] : dependsOn;
}

/** Whether anything that has to end before a step, directly or through others, is as sought. */
function follows(
  step: PipelineStep,
  steps: readonly PipelineStep[],
  isSought: (step: PipelineStep) => boolean,
): boolean {
  const seen = new Set<PipelineStep>();
  const waiting = [step];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const names = before(next);
    for (const other of steps) {
      if (names.includes(other.name) && !seen.has(other)) {
        seen.add(other);
        waiting.push(other);
      }
    }
  }
  return [...seen].some(isSought);
}

function isEvaluation(
  step: PipelineStep,
  steps: readonly PipelineStep[],
): boolean {
  return (
    (PROCESSING.includes(step.type) || step.check === 'model-quality') &&
    follows(step, steps, ({ type }) => TRAINING.includes(type))
  );
}

/** What a step is for; undefined for one whose AWS type says it best. */
export function stepKind(
  step: PipelineStep,
  steps: readonly PipelineStep[],
): StepKind | undefined {
  const { type, check } = step;
  if (TRAINING.includes(type)) {
    return 'training';
  }
  if (REGISTERING.includes(type)) {
    return 'registration';
  }
  switch (check) {
    case 'data-bias':
    case 'model-bias':
      return 'biasCheck';
    case 'model-explainability':
      return 'explainabilityCheck';
    case 'data-quality':
      return 'dataQualityCheck';
    case 'model-quality':
      return 'modelQualityCheck';
    default:
  }
  if (PROCESSING.includes(type)) {
    return isEvaluation(step, steps) ? 'evaluation' : 'processing';
  }
  if (type === 'Condition') {
    return follows(step, steps, other => isEvaluation(other, steps))
      ? 'gate'
      : 'condition';
  }
  return undefined;
}

/** The steps in an order in which they may run; as they are defined where nothing says more. */
export function stepsInOrder(steps: readonly PipelineStep[]): PipelineStep[] {
  const names = new Set(steps.map(({ name }) => name));
  const ordered: PipelineStep[] = [];
  const done = new Set<string>();
  let left = [...steps];
  while (left.length > 0) {
    const next =
      left.find(step =>
        before(step).every(name => done.has(name) || !names.has(name)),
      ) ??
      // A circle, which AWS refuses: whatever is first.
      left[0];
    ordered.push(next);
    done.add(next.name);
    left = left.filter(step => step !== next);
  }
  return ordered;
}
