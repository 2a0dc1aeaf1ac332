import type { PipelineStep } from '@mlops-portal/backstage-plugin-mlops-common';
import { stepKind, stepsInOrder } from './pipelineSteps';

function step(
  name: string,
  type: string,
  changes: Partial<PipelineStep> = {},
): PipelineStep {
  return { name, type, dependsOn: [], ...changes };
}

describe('stepKind', () => {
  const train = step('Train', 'Training');
  const evaluate = step('Evaluate', 'Processing', { dependsOn: ['Train'] });
  const gate = step('Gate', 'Condition', { dependsOn: ['Evaluate'] });

  it('tells an evaluation by the training before it', () => {
    const prepare = step('Prepare', 'Processing');
    const steps = [prepare, train, evaluate];
    expect(steps.map(one => stepKind(one, steps))).toEqual([
      'processing',
      'training',
      'evaluation',
    ]);
  });

  it('tells a gate by the evaluation before it, directly or through others', () => {
    const steps = [train, evaluate, gate, step('Other', 'Condition')];
    expect(stepKind(gate, steps)).toBe('gate');
    expect(stepKind(steps[3], steps)).toBe('condition');
    const far = step('Far', 'Condition', { dependsOn: ['Gate'] });
    expect(stepKind(far, [...steps, far])).toBe('gate');
  });

  it.each([
    ['ClarifyCheck', 'data-bias', 'biasCheck'],
    ['ClarifyCheck', 'model-bias', 'biasCheck'],
    ['ClarifyCheck', 'model-explainability', 'explainabilityCheck'],
    ['QualityCheck', 'data-quality', 'dataQualityCheck'],
    ['QualityCheck', 'model-quality', 'modelQualityCheck'],
    ['RegisterModel', undefined, 'registration'],
    ['Model', undefined, 'registration'],
    ['Tuning', undefined, 'training'],
    ['Lambda', undefined, undefined],
  ])('takes %s with the check %s for %s', (type, check, kind) => {
    const one = step('One', type, { check });
    expect(stepKind(one, [one])).toBe(kind);
  });
});

describe('stepsInOrder', () => {
  it('puts a step behind all that it depends on, and behind the condition it is within', () => {
    const steps = [
      step('Register', 'RegisterModel', { within: 'Gate' }),
      step('Gate', 'Condition', { dependsOn: ['Evaluate'] }),
      step('Prepare', 'Processing'),
      step('Evaluate', 'Processing', { dependsOn: ['Train'] }),
      step('Train', 'Training', { dependsOn: ['Prepare'] }),
    ];
    expect(stepsInOrder(steps).map(({ name }) => name)).toEqual([
      'Prepare',
      'Train',
      'Evaluate',
      'Gate',
      'Register',
    ]);
  });

  it('keeps the order of the definition where nothing says more', () => {
    const steps = [step('B', 'Lambda'), step('A', 'Lambda')];
    expect(stepsInOrder(steps)).toEqual(steps);
  });

  it('ends with every step, even where they go round or depend on what is not there', () => {
    const steps = [
      step('A', 'Lambda', { dependsOn: ['B'] }),
      step('B', 'Lambda', { dependsOn: ['A'] }),
      step('C', 'Lambda', { dependsOn: ['Gone'] }),
    ];
    expect(
      stepsInOrder(steps)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['A', 'B', 'C']);
  });
});
