import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Skeleton } from '@backstage/ui';
import {
  REACHED_STAGES,
  type ReachedStage,
  type UseCasesPage,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback } from 'react';
import { useLive } from '../../hooks/useLive';
import { useLoad } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { EnvironmentMarks } from '../EnvironmentMarks';
import { ErrorAlert } from '../ErrorAlert';
import { StageChip } from '../StageChip';
import { UseCaseLink } from '../UseCaseLink';
import { Progress } from './StageCell';
import styles from './UseCasesBoard.module.css';

/** How many use cases a column shows; the rest is a press away. */
const CARDS = 20;

function BoardCard({ useCase }: { useCase: UseCaseSummary }) {
  const { name, title, owner, accounts } = useCase;
  return (
    <li className={styles.card}>
      <UseCaseLink name={name} weight="bold" standalone>
        {title}
      </UseCaseLink>
      <Progress useCase={useCase} />
      <div className={styles.foot}>
        <EntityRefLink
          entityRef={owner}
          defaultKind="group"
          hideIcon
          disableTooltip
        />
        <EnvironmentMarks accounts={accounts} />
      </div>
    </li>
  );
}

function BoardColumn(props: {
  stage: ReachedStage;
  /** Undefined while it is loaded. */
  page?: UseCasesPage;
  onShowAll: () => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { stage, page, onShowAll } = props;
  return (
    <section className={styles.column} aria-label={t(`stage.${stage}`)}>
      <h3 className={styles.head}>
        <StageChip stage={stage} />
        {page && <span className={styles.count}>{page.totalItems}</span>}
      </h3>
      {!page && (
        <div aria-busy="true">
          <Skeleton height="6rem" />
        </div>
      )}
      {page?.totalItems === 0 && (
        <p className={styles.none}>{t('useCases.boardEmpty')}</p>
      )}
      {page && page.totalItems > 0 && (
        <ul className={styles.cards}>
          {page.items.map(useCase => (
            <BoardCard key={useCase.name} useCase={useCase} />
          ))}
        </ul>
      )}
      {page && page.totalItems > page.items.length && (
        <Button size="small" variant="tertiary" onPress={onShowAll}>
          {t('useCases.boardMore', { number: String(page.totalItems) })}
        </Button>
      )}
    </section>
  );
}

/** Use cases by stage, a column for each. */
export function UseCasesBoard(props: {
  /** Loads the first use cases of a stage. Must be stable between renders. */
  loadStage: (stage: ReachedStage, limit: number) => Promise<UseCasesPage>;
  /** Shows all of a stage. */
  onShowStage: (stage: ReachedStage) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { loadStage, onShowStage } = props;
  const load = useCallback(
    () => Promise.all(REACHED_STAGES.map(stage => loadStage(stage, CARDS))),
    [loadStage],
  );
  const { value: pages, error, reload, refresh } = useLoad(load);
  useLive(refresh);
  if (error) {
    return (
      <ErrorAlert title={t('error.useCases')} error={error} onRetry={reload} />
    );
  }
  return (
    // Focusable, so that it can be scrolled with the keyboard.
    <div
      className={styles.board}
      role="group"
      aria-label={t('useCases.board')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {REACHED_STAGES.map((stage, index) => (
        <BoardColumn
          key={stage}
          stage={stage}
          page={pages?.[index]}
          onShowAll={() => onShowStage(stage)}
        />
      ))}
    </div>
  );
}
