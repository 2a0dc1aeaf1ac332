import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlopsTranslationRef } from '../../translation';
import styles from './HeatMap.module.css';
import { HEAD_HEIGHT, type HeatMapLayout } from './layout';
import type { HeatMapModel } from './model';

/** The narrowest column in which a name takes two lines. */
const TWO_LINES = 24;

/** The names of the criteria, grouped by stage: what stays above the rows. */
export function HeatMapHead(props: {
  model: HeatMapModel;
  layout: HeatMapLayout;
  scrollLeft: number;
  /** Index of the column that is looked at. */
  highlighted?: number;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, layout, scrollLeft, highlighted } = props;
  const { columns, columnBreaks } = model;
  const { nameWidth, columnWidth } = layout;
  const starts = [0, ...columnBreaks];
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles.head}
      style={{ height: HEAD_HEIGHT }}
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className={styles.corner}
        style={{ width: nameWidth }}
      >
        {t('organization.useCase')}
      </div>
      <div className={styles.criteria} style={{ left: nameWidth }}>
        <div style={{ transform: `translateX(${-scrollLeft}px)` }}>
          {starts.map((start, index) => (
            <span
              key={start}
              aria-hidden="true"
              className={styles.stage}
              style={{
                left: start * columnWidth,
                // The last one may go on: nothing is beside it.
                width:
                  index + 1 < starts.length
                    ? (starts[index + 1] - start) * columnWidth
                    : undefined,
              }}
            >
              {columns[start] && t(`stage.${columns[start].stage}`)}
            </span>
          ))}
          {columns.map(({ id, title, stage }, column) => (
            <div
              key={id}
              role="columnheader"
              aria-colindex={column + 2}
              aria-label={t('organization.heatMap.criterion', {
                criterion: title,
                stage: t(`stage.${stage}`),
              })}
              title={title}
              className={styles.criterion}
              data-narrow={columnWidth < TWO_LINES || undefined}
              data-highlighted={column === highlighted || undefined}
              style={{ left: column * columnWidth, width: columnWidth }}
            >
              <span>{title}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
