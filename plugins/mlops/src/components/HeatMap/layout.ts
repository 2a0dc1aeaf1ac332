// Where things are in a heat map, in CSS pixels. Pure.

/** Height of a row. */
export const ROW_HEIGHT = 22;

/** Height of the names of criteria, above the rows. */
export const HEAD_HEIGHT = 184;

const MAX_VISIBLE_ROWS = 24;
const MIN_COLUMN_WIDTH = 18;
const MAX_COLUMN_WIDTH = 36;

/** Below this width, names of use cases get less room. */
const NARROW = 600;
const NAME_WIDTH = 220;
const NARROW_NAME_WIDTH = 124;

/** A place in a heat map, both counted from 0. */
export interface CellPlace {
  row: number;
  column: number;
}

/** Sizes of a heat map. */
export interface HeatMapLayout {
  nameWidth: number;
  /** A whole number of device pixels, as `rowHeight`: cells that begin within a pixel are blurred. */
  columnWidth: number;
  rowHeight: number;
  /** Of the rows that are seen at once. */
  bodyHeight: number;
  /** Of the cells that are seen at once. */
  bodyWidth: number;
  /** Of everything, seen or not. */
  totalWidth: number;
  totalHeight: number;
}

function wholePixels(length: number, pixelRatio: number): number {
  return Math.max(1, Math.floor(length * pixelRatio)) / pixelRatio;
}

/** Fits rows and columns into a box. */
export function layoutOf(options: {
  rows: number;
  columns: number;
  /** Room there is, scroll bars left out. */
  width: number;
  pixelRatio: number;
}): HeatMapLayout {
  const { rows, columns, width, pixelRatio } = options;
  const nameWidth = width < NARROW ? NARROW_NAME_WIDTH : NAME_WIDTH;
  const room = Math.max(0, width - nameWidth);
  const columnWidth = wholePixels(
    Math.min(
      MAX_COLUMN_WIDTH,
      Math.max(MIN_COLUMN_WIDTH, room / Math.max(1, columns)),
    ),
    pixelRatio,
  );
  const rowHeight = wholePixels(ROW_HEIGHT, pixelRatio);
  return {
    nameWidth,
    columnWidth,
    rowHeight,
    bodyWidth: Math.min(room, columns * columnWidth),
    bodyHeight: Math.min(rows, MAX_VISIBLE_ROWS) * rowHeight,
    totalWidth: nameWidth + columns * columnWidth,
    totalHeight: HEAD_HEIGHT + rows * rowHeight,
  };
}

/** The first row that is seen, and the one after the last. */
export function visibleRows(
  { rowHeight, bodyHeight }: HeatMapLayout,
  rows: number,
  scrollTop: number,
): { first: number; end: number } {
  return {
    first: Math.max(0, Math.floor(scrollTop / rowHeight)),
    end: Math.min(rows, Math.ceil((scrollTop + bodyHeight) / rowHeight)),
  };
}

/** The cell at a point of the drawing; undefined where there is none. */
export function placeAt(
  { rowHeight, columnWidth }: HeatMapLayout,
  size: { rows: number; columns: number },
  point: { x: number; y: number },
): CellPlace | undefined {
  const row = Math.floor(point.y / rowHeight);
  const column = Math.floor(point.x / columnWidth);
  return row >= 0 && row < size.rows && column >= 0 && column < size.columns
    ? { row, column }
    : undefined;
}

/** How far to scroll so that a length is seen whole; as far as now when it is. */
export function scrollToShow(
  scrolled: number,
  room: number,
  start: number,
  length: number,
): number {
  if (start < scrolled) {
    return start;
  }
  return start + length > scrolled + room ? start + length - room : scrolled;
}

/** Where a key leads from a cell; undefined when it leads nowhere. */
export function placeAfterKey(
  key: { key: string; ctrlKey: boolean },
  { row, column }: CellPlace,
  size: { rows: number; columns: number },
  rowsOfPage: number,
): CellPlace | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const rowAt = (wanted: number) => ({
    row: Math.min(lastRow, Math.max(0, wanted)),
    column,
  });
  const columnAt = (wanted: number) => ({
    row,
    column: Math.min(lastColumn, Math.max(0, wanted)),
  });
  switch (key.key) {
    case 'ArrowUp':
      return rowAt(row - 1);
    case 'ArrowDown':
      return rowAt(row + 1);
    case 'ArrowLeft':
      return columnAt(column - 1);
    case 'ArrowRight':
      return columnAt(column + 1);
    case 'PageUp':
      return rowAt(row - rowsOfPage);
    case 'PageDown':
      return rowAt(row + rowsOfPage);
    case 'Home':
      return key.ctrlKey ? { row: 0, column: 0 } : columnAt(0);
    case 'End':
      return key.ctrlKey
        ? { row: lastRow, column: lastColumn }
        : columnAt(lastColumn);
    default:
      return undefined;
  }
}
