import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import { useState } from 'react';
import { ownerInWords } from '../../fields/ownerInWords';
import { mlopsTranslationRef } from '../../translation';
import styles from './HeatMap.module.css';
import { standingAt, type HeatMapModel, type HeatMapUseCase } from './model';
import { StandingMark } from './StandingMark';

/** More would be slow to lay out, with thirty criteria each. */
const PAGE_SIZE = 50;

/** The heat map as a table, for reading it cell by cell. */
export function HeatMapTable(props: {
  model: HeatMapModel;
  label: string;
  hrefOf: (useCase: HeatMapUseCase) => string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, label, hrefOf } = props;
  const { rows, columns } = model;
  const [page, setPage] = useState(0);
  const lastPage = Math.max(0, Math.ceil(rows.length / PAGE_SIZE) - 1);
  // Filters may have left fewer pages.
  const shownPage = Math.min(page, lastPage);
  const start = shownPage * PAGE_SIZE;
  const shown = rows.slice(start, start + PAGE_SIZE);
  return (
    <div className={styles.tableView}>
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <div
        className={styles.scroll}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('organization.useCase')}</th>
              <th scope="col">{t('organization.team')}</th>
              <th scope="col">{t('organization.stage')}</th>
              {columns.map(({ id, title, stage }) => (
                <th key={id} scope="col">
                  {t('organization.heatMap.criterion', {
                    criterion: title,
                    stage: t(`stage.${stage}`),
                  })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((useCase, index) => (
              <tr key={useCase.name}>
                <th scope="row">
                  <Link href={hrefOf(useCase)} standalone>
                    {useCase.title}
                  </Link>
                </th>
                <td>{ownerInWords(useCase.owner)}</td>
                <td>{t(`stage.${useCase.stage}`)}</td>
                {columns.map(({ id }, column) => (
                  <td key={id}>
                    <StandingMark
                      standing={standingAt(model, start + index, column)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lastPage > 0 && (
        <div className={styles.pages}>
          <span role="status">
            {t('organization.heatMap.range', {
              from: String(start + 1),
              to: String(start + shown.length),
              total: String(rows.length),
            })}
          </span>
          <Button
            size="small"
            variant="secondary"
            isDisabled={shownPage === 0}
            onPress={() => setPage(shownPage - 1)}
          >
            {t('organization.heatMap.previous')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={shownPage === lastPage}
            onPress={() => setPage(shownPage + 1)}
          >
            {t('organization.heatMap.next')}
          </Button>
        </div>
      )}
    </div>
  );
}
