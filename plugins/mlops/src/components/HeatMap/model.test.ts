import {
  heatMapUseCase,
  USE_CASES,
} from '../../__testUtils__/organizationFixtures';
import { countStandings, heatMapModel, standingAt } from './model';

const titlesOf = (filter = {}) =>
  heatMapModel(USE_CASES, filter).rows.map(({ title }) => title);

describe('the model of the heat map', () => {
  it('shows the most mature first, by stage and by what they meet', () => {
    const { rows } = heatMapModel({
      ...USE_CASES,
      useCases: [
        heatMapUseCase('b', { standings: ['met', null, null, null] }),
        heatMapUseCase('c', { standings: ['met', null, null, null] }),
        heatMapUseCase('a', { standings: ['met', 'met', null, null] }),
        heatMapUseCase('d', { stage: 'scalable' }),
      ],
    });
    expect(rows.map(({ name }) => name)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('holds a standing for each use case and criterion, row by row', () => {
    const model = heatMapModel(USE_CASES);
    expect(model.cells).toBeInstanceOf(Uint8Array);
    expect(model.cells).toHaveLength(12);
    expect([0, 1, 2, 3].map(column => standingAt(model, 1, column))).toEqual([
      'met',
      'waived',
      'unmet',
      'unmet',
    ]);
    expect(standingAt(model, 2, 0)).toBe('notJudged');
  });

  it('groups criteria by stage, the lowest first, whatever order they come in', () => {
    const model = heatMapModel({
      criteria: [...USE_CASES.criteria].reverse(),
      useCases: [
        heatMapUseCase('a', { standings: ['unmet', 'unknown', 'met', 'met'] }),
      ],
    });
    expect(model.columns.map(({ stage }) => stage)).toEqual([
      'initial',
      'initial',
      'repeatable',
      'reliable',
    ]);
    expect([0, 1, 2, 3].map(column => standingAt(model, 0, column))).toEqual([
      'met',
      'met',
      'unknown',
      'unmet',
    ]);
  });

  it('knows where another stage begins', () => {
    const { rowBreaks, columnBreaks } = heatMapModel(USE_CASES);
    expect(rowBreaks).toEqual([1, 2]);
    expect(columnBreaks).toEqual([2, 3]);
  });

  it('filters by words in name, title or owner', () => {
    expect(titlesOf({ words: 'FRAUD' })).toEqual(['Fraud detection']);
    expect(titlesOf({ words: 'pricing-e' })).toEqual(['Pricing engine']);
    expect(titlesOf({ words: 'risk' })).toEqual(['Fraud detection']);
    expect(titlesOf({ words: 'nothing' })).toEqual([]);
  });

  it('filters by team', () => {
    expect(titlesOf({ owner: 'group:default/pricing' })).toEqual([
      'Churn prediction',
      'Pricing engine',
    ]);
  });

  it('shows one criterion alone, with those first that it holds back', () => {
    const model = heatMapModel(USE_CASES, { criterion: 'reliable.monitors' });
    expect(model.columns.map(({ id }) => id)).toEqual(['reliable.monitors']);
    expect(
      model.rows.map(({ name }, row) => [name, standingAt(model, row, 0)]),
    ).toEqual([
      ['churn-prediction', 'unmet'],
      ['fraud-detection', 'unknown'],
      ['pricing-engine', 'notJudged'],
    ]);
    expect(model.rowBreaks).toEqual([]);
  });

  it('counts the standings', () => {
    expect(countStandings(heatMapModel(USE_CASES))).toEqual({
      met: 4,
      unmet: 2,
      unknown: 1,
      waived: 1,
      notJudged: 4,
    });
  });
});
