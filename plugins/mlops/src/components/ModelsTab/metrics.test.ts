import { metricOf } from '../../metricOf';
import { formatMetric, metricNames } from './metrics';

const VERSIONS = [
  { metrics: [{ name: 'auc', value: 0.91 }] },
  {
    metrics: [
      { name: 'accuracy', value: 0.8 },
      { name: 'auc', value: 0.9 },
      { name: 'f1', value: 0 },
    ],
  },
  { metrics: [] },
];

describe('metrics of versions', () => {
  it('are named with those first that most versions have', () => {
    expect(metricNames(VERSIONS)).toEqual(['auc', 'accuracy', 'f1']);
    expect(metricNames([])).toEqual([]);
  });

  it('are not known where a version has none, which is not zero', () => {
    expect(VERSIONS.map(version => metricOf(version, 'f1'))).toEqual([
      undefined,
      0,
      undefined,
    ]);
  });

  it.each([
    [0.9123456, '0.9123'],
    [12345.678, '12,350'],
    [0, '0'],
  ])('%d is written %s', (value, words) => {
    expect(formatMetric(value)).toBe(words);
  });
});
