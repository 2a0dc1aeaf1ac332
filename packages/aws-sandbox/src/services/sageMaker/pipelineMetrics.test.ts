import { GATED } from '../../__testUtils__/pipelines';
import { parseDefinition } from './pipelineDefinition';
import {
  drawMetric,
  executionMetrics,
  metricName,
  metricOf,
} from './pipelineMetrics';

describe('metrics of an evaluation', () => {
  it.each([
    ['binary_classification_metrics.accuracy.value', 'accuracy'],
    ['$.regression_metrics.mse.value', 'mse'],
    ["metrics['f1']['value']", 'f1'],
    ['recall', 'recall'],
  ])('%s is %s', (path, name) => {
    expect(metricName(path)).toBe(name);
  });

  it('are the same for the same execution, and others for another', () => {
    const draw = (id: string) => drawMetric('accuracy', id, 3);
    expect(draw('abc')).toBe(draw('abc'));
    expect(draw('abc')).not.toBe(draw('abd'));
  });

  it('improve on the whole: errors fall and all else rises', () => {
    const mean = (metric: string, run: number) =>
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
        .map(id => drawMetric(metric, id, run))
        .reduce((sum, value) => sum + value / 8, 0);
    expect(mean('accuracy', 5)).toBeGreaterThan(mean('accuracy', 1));
    expect(mean('rmse', 5)).toBeLessThan(mean('rmse', 1));
    for (const run of [1, 10, 1000]) {
      expect(drawMetric('accuracy', 'abc', run)).toBeGreaterThan(0.7);
      expect(drawMetric('accuracy', 'abc', run)).toBeLessThan(1);
      expect(drawMetric('rmse', 'abc', run)).toBeGreaterThan(0);
    }
  });

  it('are those that the execution was given, before any drawn', () => {
    const execution = { id: 'abc', run: 1, metrics: { accuracy: 0.42 } };
    expect(metricOf(execution, 'accuracy')).toBe(0.42);
    expect(
      executionMetrics(parseDefinition(JSON.stringify(GATED)), execution),
    ).toEqual({
      accuracy: 0.42,
      auc: drawMetric('auc', 'abc', 1),
      f1: drawMetric('f1', 'abc', 1),
    });
  });
});
