import type { PipelineExecution } from '../../state/modelBuilding';
import { conditionsHold, resolveValue, StepFailure } from './pipelineValues';

const somebody = { arn: 'arn:aws:iam::123456789012:user/a', principalId: 'A' };

const execution: PipelineExecution = {
  id: 'abcdefghijkl',
  accountId: '123456789012',
  region: 'eu-west-1',
  pipelineName: 'churn',
  version: 1,
  run: 1,
  status: 'Executing',
  parameters: { Limit: '0.8', Stage: 'pilot' },
  startedAt: 0,
  createdBy: somebody,
  changedAt: 0,
  changedBy: somebody,
  steps: [
    {
      name: 'Train',
      status: 'Succeeded',
      startedAt: 0,
      arn: 'arn:aws:sagemaker:eu-west-1:123456789012:training-job/t-1',
    },
  ],
  metrics: { auc: 0.9 },
};

describe('values of a pipeline', () => {
  it.each([
    ['a literal', 3, 3],
    ['a parameter', { Get: 'Parameters.Stage' }, 'pilot'],
    ['the execution', { Get: 'Execution.PipelineExecutionId' }, execution.id],
    ['a job', { Get: 'Steps.Train.TrainingJobName' }, 't-1'],
    [
      'a model',
      { Get: 'Steps.Train.ModelArtifacts.S3ModelArtifacts' },
      's3://sagemaker-eu-west-1-123456789012/pipelines-abcdefghijkl-Train/output/model.tar.gz',
    ],
    ['a metric', { 'Std:JsonGet': { Path: 'metrics.auc.value' } }, 0.9],
    [
      'a text put together',
      {
        'Std:Join': { On: '/', Values: ['a', { Get: 'Parameters.Stage' }] },
      },
      'a/pilot',
    ],
    [
      'what is inside of lists and objects',
      { list: [{ Get: 'Parameters.Limit' }] },
      { list: ['0.8'] },
    ],
  ])('can be %s', (_what, value, resolved) => {
    expect(resolveValue(execution, value)).toEqual(resolved);
  });

  it.each(['Parameters.Other', 'Execution.Other', 'Others.Other'])(
    'cannot be %s',
    path => {
      expect(() => resolveValue(execution, { Get: path })).toThrow(StepFailure);
    },
  );
});

describe('conditions', () => {
  const limit = { Get: 'Parameters.Limit' };
  const auc = { 'Std:JsonGet': { Path: 'metrics.auc.value' } };
  const compare = (Type: string, LeftValue: unknown, RightValue: unknown) => ({
    Type,
    LeftValue,
    RightValue,
  });
  const high = compare('GreaterThan', auc, limit);
  const low = compare('LessThan', auc, limit);

  it.each([
    [true, [high]],
    [false, [low]],
    [false, [high, low]],
    [true, [compare('GreaterThanOrEqualTo', auc, 0.9)]],
    [true, [compare('LessThanOrEqualTo', auc, 0.9)]],
    [true, [compare('Equals', { Get: 'Parameters.Stage' }, 'pilot')]],
    [false, [compare('Equals', limit, 0.9)]],
    [
      true,
      [
        {
          Type: 'In',
          QueryValue: { Get: 'Parameters.Stage' },
          Values: ['test', 'pilot'],
        },
      ],
    ],
    [true, [{ Type: 'Or', Conditions: [low, high] }]],
    [true, [{ Type: 'Not', Expression: low }]],
  ])('are %s of %j', (outcome, conditions) => {
    expect(conditionsHold(execution, conditions)).toBe(outcome);
  });

  it('fail when two values cannot be compared', () => {
    const conditions = [compare('GreaterThan', 'good', 1)];
    expect(() => conditionsHold(execution, conditions)).toThrow(
      'The condition GreaterThan cannot compare good and 1.',
    );
  });
});
