// Draws the cells of a heat map. Pure but for what it draws on.
import { HEAT_MAP_STANDINGS, type HeatMapModel } from './model';
import type { CellPlace } from './layout';

/** Colours of a heat map, as CSS writes them. */
export interface HeatMapColors {
  met: string;
  unmet: string;
  unknown: string;
  waived: string;
  notJudged: string;
  /** Between stages. */
  line: string;
  /** Around the cell that is looked at. */
  focus: string;
}

/** What {@link drawHeatMap} draws with: a part of a canvas' 2D context. */
export type HeatMapContext = Pick<
  CanvasRenderingContext2D,
  | 'setTransform'
  | 'clearRect'
  | 'fillRect'
  | 'strokeRect'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
>;

/** Which part of a heat map is drawn, and how. All lengths are in CSS pixels. */
export interface HeatMapViewport {
  scrollLeft: number;
  scrollTop: number;
  width: number;
  height: number;
  columnWidth: number;
  rowHeight: number;
  /** Device pixels of a CSS pixel. */
  pixelRatio: number;
  /** For each of {@link HEAT_MAP_STANDINGS}, what its cells are filled with: see {@link heatMapFills}. */
  fills: readonly (string | CanvasPattern)[];
  colors: Pick<HeatMapColors, 'line' | 'focus'>;
  /** The cell that is looked at. */
  active?: CellPlace;
}

const MARKS: Record<
  (typeof HEAT_MAP_STANDINGS)[number],
  (context: CanvasRenderingContext2D, width: number, height: number) => void
> = {
  met: (context, width, height) => context.fillRect(0, 0, width, height),
  unmet: (context, width, height) => {
    const line = Math.max(1, Math.round(Math.min(width, height) / 7));
    context.lineWidth = line;
    context.strokeRect(line / 2, line / 2, width - line, height - line);
  },
  unknown: (context, width, height) => {
    const step = Math.min(width, height) / 3;
    const columns = Math.floor(width / step);
    const left = (width - columns * step) / 2;
    for (let column = 0; column < columns; column++) {
      for (let row = 0; row < 3; row++) {
        context.beginPath();
        context.arc(
          left + (column + 0.5) * step,
          (row + 0.5) * step,
          step / 4,
          0,
          2 * Math.PI,
        );
        context.fill();
      }
    }
  },
  waived: (context, width, height) => {
    const step = Math.min(width, height) / 2.5;
    context.lineWidth = step / 2.5;
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    for (let x = -height; x < width; x += step) {
      context.moveTo(x, height);
      context.lineTo(x + height, 0);
    }
    context.stroke();
  },
  notJudged: (context, width, height) => {
    const line = Math.max(1, Math.round(height / 8));
    context.fillRect(width / 3, (height - line) / 2, width / 3, line);
  },
};

/**
 * Draws the mark of a standing: full, hollow, dotted, striped or a dash, so that
 * colour is not the only sign.
 *
 * @param context - drawn at its origin, as large as is said
 */
export function drawMark(
  context: CanvasRenderingContext2D,
  standing: (typeof HEAT_MAP_STANDINGS)[number],
  color: string,
  size: { width: number; height: number },
): void {
  context.save();
  context.fillStyle = color;
  context.strokeStyle = color;
  MARKS[standing](context, size.width, size.height);
  context.restore();
}

/**
 * What cells are filled with: a pattern that repeats once a cell, so that a run
 * of equal cells is one rectangle.
 *
 * @param size - of a cell, in device pixels; whole numbers
 * @returns undefined when the browser cannot draw on a canvas
 */
export function heatMapFills(
  colors: HeatMapColors,
  size: { width: number; height: number },
): (string | CanvasPattern)[] | undefined {
  const gap = Math.max(1, Math.round(Math.min(size.width, size.height) / 8));
  const fills = HEAT_MAP_STANDINGS.flatMap(standing => {
    const tile = document.createElement('canvas');
    tile.width = size.width;
    tile.height = size.height;
    const context = tile.getContext('2d');
    if (!context) {
      return [];
    }
    context.translate(Math.floor(gap / 2), Math.floor(gap / 2));
    drawMark(context, standing, colors[standing], {
      width: size.width - gap,
      height: size.height - gap,
    });
    return [context.createPattern(tile, 'repeat') ?? colors[standing]];
  });
  return fills.length === HEAT_MAP_STANDINGS.length ? fills : undefined;
}

/**
 * Draws the part of a heat map that is seen. Cells of one standing are drawn
 * together, and a run of them in a row at once.
 *
 * @param context - of a canvas of `width` × `height` × `pixelRatio` device pixels
 */
export function drawHeatMap(
  context: HeatMapContext,
  model: HeatMapModel,
  viewport: HeatMapViewport,
): void {
  const { pixelRatio, fills, colors, active } = viewport;
  const { cells, columns, rows, rowBreaks, columnBreaks } = model;
  const inPixels = (length: number) => Math.round(length * pixelRatio);
  const cellWidth = inPixels(viewport.columnWidth);
  const cellHeight = inPixels(viewport.rowHeight);
  const left = inPixels(viewport.scrollLeft);
  const top = inPixels(viewport.scrollTop);
  const width = inPixels(viewport.width);
  const height = inPixels(viewport.height);
  const firstRow = Math.max(0, Math.floor(top / cellHeight));
  const endRow = Math.min(rows.length, Math.ceil((top + height) / cellHeight));
  const firstColumn = Math.max(0, Math.floor(left / cellWidth));
  const endColumn = Math.min(
    columns.length,
    Math.ceil((left + width) / cellWidth),
  );

  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  // Patterns keep to the origin, so that they stay within the cells wherever one scrolls.
  context.setTransform(1, 0, 0, 1, -left, -top);

  for (let code = 0; code < fills.length; code++) {
    context.fillStyle = fills[code];
    for (let row = firstRow; row < endRow; row++) {
      const rowStart = row * columns.length;
      let column = firstColumn;
      while (column < endColumn) {
        const start = column;
        while (column < endColumn && cells[rowStart + column] === code) {
          column++;
        }
        if (column > start) {
          context.fillRect(
            start * cellWidth,
            row * cellHeight,
            (column - start) * cellWidth,
            cellHeight,
          );
        } else {
          column++;
        }
      }
    }
  }

  const line = Math.max(1, Math.round(pixelRatio));
  context.fillStyle = colors.line;
  for (const column of columnBreaks) {
    context.fillRect(column * cellWidth - line, top, line, height);
  }
  for (const row of rowBreaks) {
    context.fillRect(left, row * cellHeight - line, width, line);
  }

  if (active) {
    const thick = Math.max(2, Math.round(2 * pixelRatio));
    context.strokeStyle = colors.focus;
    context.lineWidth = thick;
    context.strokeRect(
      active.column * cellWidth + thick / 2,
      active.row * cellHeight + thick / 2,
      cellWidth - thick,
      cellHeight - thick,
    );
  }
}
