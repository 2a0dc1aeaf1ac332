import {
  manyUseCases,
  USE_CASES,
} from '../../__testUtils__/organizationFixtures';
import { drawHeatMap, type HeatMapContext, type HeatMapViewport } from './draw';
import { heatMapModel } from './model';

/** A context that writes down what is drawn. */
class Recorder implements HeatMapContext {
  fillStyle: HeatMapContext['fillStyle'] = '';
  strokeStyle: HeatMapContext['strokeStyle'] = '';
  lineWidth = 0;
  origin = [0, 0];
  readonly filled: [HeatMapContext['fillStyle'], ...number[]][] = [];
  readonly stroked: [HeatMapContext['strokeStyle'], ...number[]][] = [];
  readonly cleared: number[][] = [];

  setTransform(...numbers: unknown[]) {
    this.origin = numbers.slice(4) as number[];
  }

  clearRect(...rectangle: number[]) {
    this.cleared.push(rectangle);
  }

  fillRect(...rectangle: number[]) {
    this.filled.push([this.fillStyle, ...rectangle]);
  }

  strokeRect(...rectangle: number[]) {
    this.stroked.push([this.strokeStyle, ...rectangle]);
  }
}

const VIEWPORT: HeatMapViewport = {
  scrollLeft: 0,
  scrollTop: 0,
  width: 80,
  height: 30,
  columnWidth: 20,
  rowHeight: 10,
  pixelRatio: 1,
  fills: ['met', 'unmet', 'unknown', 'waived', 'notJudged'],
  colors: { line: 'line', focus: 'focus' },
};

function draw(changes: Partial<HeatMapViewport>, useCases = USE_CASES) {
  const recorder = new Recorder();
  drawHeatMap(recorder, heatMapModel(useCases), { ...VIEWPORT, ...changes });
  return recorder;
}

describe('drawHeatMap', () => {
  it('draws a run of equal cells at once', () => {
    const { filled } = draw({});
    expect(filled.filter(([fill]) => fill !== 'line')).toEqual([
      ['met', 0, 0, 60, 10],
      ['met', 0, 10, 20, 10],
      ['unmet', 40, 10, 40, 10],
      ['unknown', 60, 0, 20, 10],
      ['waived', 20, 10, 20, 10],
      ['notJudged', 0, 20, 80, 10],
    ]);
  });

  it('draws a line where another stage begins', () => {
    const { filled } = draw({});
    expect(filled.filter(([fill]) => fill === 'line')).toEqual([
      ['line', 39, 0, 1, 30],
      ['line', 59, 0, 1, 30],
      ['line', 0, 9, 80, 1],
      ['line', 0, 19, 80, 1],
    ]);
  });

  it('draws in device pixels, from where one has scrolled to', () => {
    const { filled, cleared, origin } = draw({
      pixelRatio: 2,
      scrollTop: 10,
      scrollLeft: 20,
      width: 20,
      height: 10,
    });
    expect(cleared).toEqual([[0, 0, 40, 20]]);
    expect(origin).toEqual([-40, -20]);
    expect(filled.filter(([fill]) => fill !== 'line')).toEqual([
      ['waived', 40, 20, 40, 20],
    ]);
  });

  it('draws only the rows that are seen of a thousand', () => {
    const { filled } = draw({ scrollTop: 5000 }, manyUseCases(1000));
    const tops = filled
      .filter(([fill]) => fill !== 'line')
      .map(([, , top]) => top);
    expect(Math.min(...tops)).toBe(5000);
    expect(Math.max(...tops)).toBe(5020);
  });

  it('frames the cell that is looked at', () => {
    const { stroked } = draw({ active: { row: 1, column: 2 } });
    expect(stroked).toEqual([['focus', 41, 11, 18, 8]]);
  });
});
