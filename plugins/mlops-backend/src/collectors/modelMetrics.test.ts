import { readMetrics } from './modelMetrics';

function card(...groups: object[][]): string {
  return JSON.stringify({
    model_overview: { model_name: 'churn' },
    evaluation_details: groups.map((metric_data, index) => ({
      name: `evaluation ${index}`,
      metric_groups: [{ name: 'metrics', metric_data }],
    })),
  });
}

const number = (name: string, value: number) => ({
  name,
  type: 'number',
  value,
});

describe('readMetrics', () => {
  it('takes numbers from the card and from the metadata, by name', () => {
    expect(
      readMetrics(
        card([number('recall', 0.7), number('auc', 0.91)], [number('f1', 0)]),
        { precision: ' 0.82 ', loss: '1e-3' },
      ),
    ).toEqual([
      { name: 'auc', value: 0.91 },
      { name: 'f1', value: 0 },
      { name: 'loss', value: 0.001 },
      { name: 'precision', value: 0.82 },
      { name: 'recall', value: 0.7 },
    ]);
  });

  it('takes each name once: the first, and the card before the metadata', () => {
    expect(
      readMetrics(card([number('auc', 0.9)], [number('auc', 0.5)]), {
        auc: '0.1',
      }),
    ).toEqual([{ name: 'auc', value: 0.9 }]);
  });

  it('leaves out what is no number', () => {
    expect(
      readMetrics(
        card([
          { name: 'confusion', type: 'matrix', value: [[1, 2]] },
          { name: 'verdict', type: 'string', value: 'good' },
          { type: 'number', value: 1 },
          number('auc', 0.9),
        ]),
        { dataset: 'customers', empty: '', endless: 'Infinity' },
      ),
    ).toEqual([{ name: 'auc', value: 0.9 }]);
  });

  it.each([
    ['none', undefined],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['without evaluation', '{}'],
    ['without groups', '{"evaluation_details":[{"name":"first"}]}'],
  ])('takes what is in the metadata when the card is %s', (_, content) => {
    expect(readMetrics(content, { auc: '0.9' })).toEqual([
      { name: 'auc', value: 0.9 },
    ]);
    expect(readMetrics(content, undefined)).toEqual([]);
  });
});
