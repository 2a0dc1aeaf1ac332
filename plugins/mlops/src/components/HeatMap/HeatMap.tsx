import {
  RouterLink,
  useAppNavigate,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { mlopsTranslationRef } from '../../translation';
import { StageBar } from '../StageChip';
import { drawHeatMap, heatMapFills, type HeatMapColors } from './draw';
import styles from './HeatMap.module.css';
import { HeatMapHead } from './HeatMapHead';
import {
  HEAD_HEIGHT,
  layoutOf,
  placeAfterKey,
  placeAt,
  scrollToShow,
  visibleRows,
  type CellPlace,
  type HeatMapLayout,
} from './layout';
import { standingAt, type HeatMapModel, type HeatMapUseCase } from './model';
import { StandingMark } from './StandingMark';
import { useBox } from './useBox';
import { useColors } from './useColors';

interface Scroll {
  top: number;
  left: number;
}

/** The drawing of the cells that are seen. */
function Cells(props: {
  model: HeatMapModel;
  layout: HeatMapLayout;
  scroll: Scroll;
  pixelRatio: number;
  colors: HeatMapColors;
  active?: CellPlace;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, layout, scroll, pixelRatio, colors, active } = props;
  const { bodyWidth, bodyHeight, columnWidth, rowHeight, nameWidth } = layout;
  const canvas = useRef<HTMLCanvasElement>(null);
  const fills = useMemo(
    () =>
      heatMapFills(colors, {
        width: Math.round(columnWidth * pixelRatio),
        height: Math.round(rowHeight * pixelRatio),
      }),
    [colors, columnWidth, rowHeight, pixelRatio],
  );

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context && fills) {
      drawHeatMap(context, model, {
        scrollLeft: scroll.left,
        scrollTop: scroll.top,
        width: bodyWidth,
        height: bodyHeight,
        columnWidth,
        rowHeight,
        pixelRatio,
        fills,
        colors,
        active,
      });
    }
  });

  const place = { left: nameWidth, top: HEAD_HEIGHT };
  if (!fills) {
    return (
      <p className={styles.cannotDraw} style={place}>
        {t('organization.heatMap.cannotDraw')}
      </p>
    );
  }
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      className={styles.cells}
      width={Math.round(bodyWidth * pixelRatio)}
      height={Math.round(bodyHeight * pixelRatio)}
      style={{ ...place, width: bodyWidth, height: bodyHeight }}
    />
  );
}

/** What a cell says, beside it. */
function Tip(props: {
  model: HeatMapModel;
  layout: HeatMapLayout;
  scroll: Scroll;
  /** Of the box, in CSS pixels. */
  width: number;
  height: number;
  place: CellPlace;
}) {
  const { model, layout, scroll, width, height, place } = props;
  const { nameWidth, columnWidth, rowHeight } = layout;
  const left = nameWidth + place.column * columnWidth - scroll.left;
  const top = HEAD_HEIGHT + place.row * rowHeight - scroll.top;
  return (
    <div
      aria-hidden="true"
      className={styles.tip}
      style={{
        // Towards the middle, so that it does not reach beyond the box.
        ...(top > height / 2
          ? { bottom: height - top }
          : { top: top + rowHeight }),
        ...(left > width / 2
          ? { right: width - left }
          : { left: left + columnWidth }),
      }}
    >
      <strong>{model.rows[place.row].title}</strong>
      <span>{model.columns[place.column].title}</span>
      <StandingMark standing={standingAt(model, place.row, place.column)} />
    </div>
  );
}

/**
 * Use cases × criteria, drawn on a canvas: only what is seen is drawn, and only
 * the names of what is seen are in the page. Arrow keys go from cell to cell,
 * Enter opens the use case.
 */
export function HeatMap(props: {
  model: HeatMapModel;
  label: string;
  hrefOf: (useCase: HeatMapUseCase) => string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, label, hrefOf } = props;
  const navigate = useAppNavigate();
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const { width, barHeight, pixelRatio } = useBox(grid);
  const colors = useColors(grid);
  const [scroll, setScroll] = useState<Scroll>({ top: 0, left: 0 });
  const [chosen, setChosen] = useState<CellPlace>();
  const [hovered, setHovered] = useState<CellPlace>();
  const [isFocused, setIsFocused] = useState(false);
  const size = { rows: model.rows.length, columns: model.columns.length };
  const layout = useMemo(
    () =>
      layoutOf({
        rows: model.rows.length,
        columns: model.columns.length,
        width,
        pixelRatio,
      }),
    [model, width, pixelRatio],
  );
  const { nameWidth, columnWidth, rowHeight, bodyHeight, bodyWidth } = layout;

  const height = HEAD_HEIGHT + bodyHeight + barHeight;

  // A place from before the filters changed may be no longer there.
  const ifThere = (place: CellPlace | undefined) =>
    place && place.row < size.rows && place.column < size.columns
      ? place
      : undefined;
  const active = ifThere(chosen);
  const tipped = ifThere(hovered) ?? (isFocused ? active : undefined);

  // Other rows, or another order of them: begin at the top.
  useLayoutEffect(() => {
    setChosen(undefined);
    if (grid.current) {
      grid.current.scrollTop = 0;
      grid.current.scrollLeft = 0;
    }
  }, [model]);

  const { first, end } = visibleRows(layout, size.rows, scroll.top);
  const shownRows = Array.from({ length: end - first }, (_, i) => first + i);
  if (active && !shownRows.includes(active.row)) {
    shownRows.push(active.row);
  }

  function choose(place: CellPlace): void {
    setChosen(place);
    setHovered(undefined);
    const element = grid.current;
    if (element) {
      element.scrollTop = scrollToShow(
        element.scrollTop,
        bodyHeight,
        place.row * rowHeight,
        rowHeight,
      );
      element.scrollLeft = scrollToShow(
        element.scrollLeft,
        bodyWidth,
        place.column * columnWidth,
        columnWidth,
      );
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!active) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      navigate(hrefOf(model.rows[active.row]));
      return;
    }
    const page = Math.floor(bodyHeight / rowHeight) - 1;
    const next = placeAfterKey(event, active, size, page);
    if (next) {
      event.preventDefault();
      choose(next);
    }
  }

  function placeOf(event: PointerEvent): CellPlace | undefined {
    if (!(event.target instanceof HTMLCanvasElement)) {
      return undefined;
    }
    const { left, top } = event.target.getBoundingClientRect();
    return placeAt(layout, size, {
      x: event.clientX - left + scroll.left,
      y: event.clientY - top + scroll.top,
    });
  }

  const cellId = ({ row, column }: CellPlace) => `${id}-${row}-${column}`;

  return (
    <div className={styles.map}>
      <p id={`${id}-help`} className={styles.hidden}>
        {t('organization.heatMap.keys')}
      </p>
      <div
        ref={grid}
        className={styles.grid}
        style={{ height }}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-describedby={`${id}-help`}
        aria-readonly="true"
        aria-rowcount={size.rows + 1}
        aria-colcount={size.columns + 1}
        aria-activedescendant={isFocused && active ? cellId(active) : undefined}
        onFocus={event => {
          if (event.target === grid.current) {
            setIsFocused(true);
            setChosen(known => ifThere(known) ?? { row: first, column: 0 });
          }
        }}
        onBlur={() => setIsFocused(false)}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) =>
          setScroll({
            top: currentTarget.scrollTop,
            left: currentTarget.scrollLeft,
          })
        }
        onPointerMove={event => setHovered(placeOf(event))}
        onPointerLeave={() => setHovered(undefined)}
        onPointerDown={event => {
          const place = placeOf(event);
          if (place) {
            setChosen(place);
          }
        }}
      >
        <div
          className={styles.whole}
          style={{ width: layout.totalWidth, height: layout.totalHeight }}
        >
          <div
            className={styles.seen}
            style={{ width, height: HEAD_HEIGHT + bodyHeight }}
          >
            <HeatMapHead
              model={model}
              layout={layout}
              scrollLeft={scroll.left}
              highlighted={tipped?.column}
            />
            <div
              className={styles.names}
              style={{ top: HEAD_HEIGHT, width: nameWidth, height: bodyHeight }}
            >
              {shownRows.map(row => {
                const useCase = model.rows[row];
                return (
                  <div
                    key={useCase.name}
                    role="row"
                    aria-rowindex={row + 2}
                    className={styles.row}
                    data-highlighted={row === tipped?.row || undefined}
                    style={{
                      top: row * rowHeight - scroll.top,
                      height: rowHeight,
                    }}
                  >
                    <div
                      role="rowheader"
                      aria-colindex={1}
                      className={styles.name}
                    >
                      <StageBar stage={useCase.stage} />
                      {/* Enter on a cell leads there too: a thousand stops for Tab would help nobody. */}
                      <RouterLink
                        href={hrefOf(useCase)}
                        tabIndex={-1}
                        title={useCase.title}
                      >
                        {useCase.title}
                      </RouterLink>
                    </div>
                    {active?.row === row && (
                      <div
                        role="gridcell"
                        id={cellId(active)}
                        aria-colindex={active.column + 2}
                        className={styles.hidden}
                      >
                        {t('organization.heatMap.cell', {
                          useCase: useCase.title,
                          criterion: model.columns[active.column].title,
                          standing: t(
                            `organization.standing.${standingAt(model, active.row, active.column)}`,
                          ),
                        })}
                      </div>
                    )}
                  </div>
                );
              })}
            </div>
            {colors && (
              <Cells
                model={model}
                layout={layout}
                scroll={scroll}
                pixelRatio={pixelRatio}
                colors={colors}
                active={isFocused ? active : undefined}
              />
            )}
          </div>
        </div>
      </div>
      {tipped && (
        <Tip
          model={model}
          layout={layout}
          scroll={scroll}
          width={width}
          height={height}
          place={tipped}
        />
      )}
    </div>
  );
}
