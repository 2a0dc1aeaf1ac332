import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { STAGES } from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback, useMemo, type ReactNode } from 'react';
import { ownerInWords } from '../../fields/ownerInWords';
import type { Loaded } from '../../hooks/useLoad';
import type { OrganizationUseCases } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { ChartCard } from '../charts';
import { SearchBox } from '../SearchBox';
import { useUseCaseHref } from '../UseCaseLink';
import { HeatMap } from './HeatMap';
import styles from './HeatMap.module.css';
import { HeatMapTable } from './HeatMapTable';
import {
  countStandings,
  HEAT_MAP_STANDINGS,
  heatMapModel,
  type HeatMapFilter,
  type HeatMapUseCase,
} from './model';
import { Legend } from './StandingMark';

/** What a choice of everything is called in a list of choices. */
const ALL = 'all';

function Controls(props: {
  useCases: OrganizationUseCases;
  filter: HeatMapFilter;
  onChange: (changes: HeatMapFilter) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCases, filter, onChange } = props;
  const owners = useMemo(
    () =>
      [...new Set(useCases.useCases.map(({ owner }) => owner))].sort((a, b) =>
        ownerInWords(a).localeCompare(ownerInWords(b)),
      ),
    [useCases],
  );
  const changeWords = useCallback(
    (words: string) => onChange({ words }),
    [onChange],
  );
  const choiceOf = (key: unknown) => (key === ALL ? undefined : String(key));
  return (
    <div className={styles.controls}>
      <div className={styles.search}>
        <SearchBox
          label={t('organization.heatMap.search')}
          placeholder={t('organization.heatMap.searchPlaceholder')}
          value={filter.words ?? ''}
          onChange={changeWords}
        />
      </div>
      <Select
        className={styles.select}
        label={t('organization.team')}
        size="small"
        search={{ placeholder: t('organization.heatMap.searchTeams') }}
        options={[
          { id: ALL, label: t('organization.heatMap.allTeams') },
          ...owners.map(owner => ({ id: owner, label: ownerInWords(owner) })),
        ]}
        value={filter.owner ?? ALL}
        onChange={key => onChange({ owner: choiceOf(key) })}
      />
      <Select
        className={styles.select}
        label={t('organization.criterion')}
        size="small"
        search={{ placeholder: t('organization.heatMap.searchCriteria') }}
        options={[
          { id: ALL, label: t('organization.heatMap.allCriteria') },
          ...STAGES.flatMap(stage =>
            useCases.criteria
              .filter(criterion => criterion.stage === stage)
              .map(({ id, title }) => ({
                id,
                label: t('organization.heatMap.criterion', {
                  criterion: title,
                  stage: t(`stage.${stage}`),
                }),
              })),
          ),
        ]}
        value={filter.criterion ?? ALL}
        onChange={key => onChange({ criterion: choiceOf(key) })}
      />
    </div>
  );
}

/** How every use case stands in every criterion, with what filters it. */
export function HeatMapCard(props: {
  loaded: Loaded<OrganizationUseCases>;
  filter: HeatMapFilter;
  /** Must be stable between renders. */
  onChange: (changes: HeatMapFilter) => void;
  foot?: ReactNode;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { loaded, filter, onChange, foot } = props;
  const { value, error, reload } = loaded;
  const { words, owner, criterion } = filter;
  const hrefByName = useUseCaseHref();
  const hrefOf = ({ name }: HeatMapUseCase) => hrefByName(name);

  const model = useMemo(
    () => value && heatMapModel(value, { words, owner, criterion }),
    [value, words, owner, criterion],
  );
  const table = useMemo(() => {
    if (!model || model.rows.length === 0) {
      return model && { columns: [], rows: [] };
    }
    const standings = HEAT_MAP_STANDINGS.map(standing =>
      t(`organization.standing.${standing}`),
    );
    const { rows, columns, cells } = model;
    return () => ({
      columns: [
        t('organization.useCase'),
        t('organization.name'),
        t('organization.team'),
        t('organization.stage'),
        ...columns.map(({ title, stage }) =>
          t('organization.heatMap.criterion', {
            criterion: title,
            stage: t(`stage.${stage}`),
          }),
        ),
      ],
      rows: rows.map((useCase, row) => [
        useCase.title,
        useCase.name,
        ownerInWords(useCase.owner),
        t(`stage.${useCase.stage}`),
        ...columns.map(
          (_, column) => standings[cells[row * columns.length + column]],
        ),
      ]),
    });
  }, [model, t]);
  const counts = useMemo(() => model && countStandings(model), [model]);

  const title = t('organization.heatMap.title');
  const hasUseCases = value !== undefined && value.useCases.length > 0;
  return (
    <ChartCard
      title={title}
      description={t('organization.heatMap.description')}
      fileName="maturity-use-cases"
      table={table}
      expectedHeight="52rem"
      error={error}
      onRetry={reload}
      emptyText={
        hasUseCases
          ? t('organization.heatMap.noMatch')
          : t('organization.emptyUseCases')
      }
      controls={
        hasUseCases && (
          <Controls useCases={value} filter={filter} onChange={onChange} />
        )
      }
      figures={
        model && <HeatMapTable model={model} label={title} hrefOf={hrefOf} />
      }
      foot={foot}
    >
      {model && counts && (
        <div className={styles.stack}>
          <p className={styles.summary} role="status">
            {t('organization.heatMap.count', { count: model.rows.length })}
          </p>
          <Legend counts={counts} />
          <HeatMap model={model} label={title} hrefOf={hrefOf} />
        </div>
      )}
    </ChartCard>
  );
}
