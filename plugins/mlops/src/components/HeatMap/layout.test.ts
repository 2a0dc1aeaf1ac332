import {
  HEAD_HEIGHT,
  layoutOf,
  placeAfterKey,
  placeAt,
  scrollToShow,
  visibleRows,
} from './layout';

const wide = layoutOf({ rows: 1000, columns: 32, width: 1120, pixelRatio: 1 });
const SIZE = { rows: 1000, columns: 32 };

describe('the layout of the heat map', () => {
  it('gives the criteria the room there is', () => {
    expect(wide).toEqual({
      nameWidth: 220,
      columnWidth: 28,
      rowHeight: 22,
      bodyWidth: 896,
      bodyHeight: 24 * 22,
      totalWidth: 220 + 896,
      totalHeight: HEAD_HEIGHT + 22_000,
    });
  });

  it('scrolls sideways where there is too little room', () => {
    const { nameWidth, columnWidth, bodyWidth, totalWidth } = layoutOf({
      rows: 10,
      columns: 32,
      width: 390,
      pixelRatio: 2,
    });
    expect(columnWidth).toBe(18);
    expect(bodyWidth).toBe(390 - nameWidth);
    expect(totalWidth).toBe(nameWidth + 32 * 18);
  });

  it('does not stretch a single criterion', () => {
    expect(
      layoutOf({ rows: 10, columns: 1, width: 1120, pixelRatio: 1 })
        .columnWidth,
    ).toBe(36);
  });

  it('makes cells a whole number of device pixels', () => {
    const { columnWidth, rowHeight } = layoutOf({
      rows: 10,
      columns: 30,
      width: 1000,
      pixelRatio: 1.25,
    });
    expect(columnWidth * 1.25).toBe(32);
    expect(rowHeight * 1.25).toBe(27);
  });

  it('shows only the rows that are seen', () => {
    expect(visibleRows(wide, 1000, 0)).toEqual({ first: 0, end: 24 });
    expect(visibleRows(wide, 1000, 33)).toEqual({ first: 1, end: 26 });
    expect(visibleRows(wide, 3, 0)).toEqual({ first: 0, end: 3 });
  });

  it('finds the cell at a point', () => {
    expect(placeAt(wide, SIZE, { x: 29, y: 45 })).toEqual({
      row: 2,
      column: 1,
    });
    expect(placeAt(wide, SIZE, { x: -1, y: 0 })).toBeUndefined();
    expect(placeAt(wide, SIZE, { x: 896, y: 0 })).toBeUndefined();
    expect(placeAt(wide, { rows: 1, columns: 1 }, { x: 0, y: 22 })).toBe(
      undefined,
    );
  });

  it('scrolls no further than it has to', () => {
    expect(scrollToShow(100, 50, 110, 20)).toBe(100);
    expect(scrollToShow(100, 50, 90, 20)).toBe(90);
    expect(scrollToShow(100, 50, 140, 20)).toBe(110);
  });

  it.each([
    ['ArrowUp', false, { row: 4, column: 3 }],
    ['ArrowDown', false, { row: 6, column: 3 }],
    ['ArrowLeft', false, { row: 5, column: 2 }],
    ['ArrowRight', false, { row: 5, column: 4 }],
    ['PageUp', false, { row: 0, column: 3 }],
    ['PageDown', false, { row: 28, column: 3 }],
    ['Home', false, { row: 5, column: 0 }],
    ['End', false, { row: 5, column: 31 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 999, column: 31 }],
    ['a', false, undefined],
  ])('goes on with %s (control: %s)', (key, ctrlKey, place) => {
    expect(
      placeAfterKey({ key, ctrlKey }, { row: 5, column: 3 }, SIZE, 23),
    ).toEqual(place);
  });

  it('ends at the edges', () => {
    const corner = { row: 999, column: 31 };
    for (const key of ['ArrowDown', 'ArrowRight', 'PageDown']) {
      expect(placeAfterKey({ key, ctrlKey: false }, corner, SIZE, 23)).toEqual(
        corner,
      );
    }
  });
});
