import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  byEnvironment,
  ENVIRONMENTS,
  type Costs,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';
import { useCallback } from 'react';
import type { MlopsApi } from '../../api';
import { formatMoney } from '../../formatMoney';
import { useUseCaseData } from '../../hooks/useUseCaseData';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { ChartCard, TimeChart } from '../charts';
import { CopyButton } from '../CopyButton';
import { Notice } from '../Notice';
import { DataTable, Panel, Quiet, UseCaseTab } from '../UseCaseTab';
import { byPeriod } from './costs';
import { Months } from './Months';
import { RANGES, useRange, type Range } from './useRange';
import styles from './CostTab.module.css';

/** Two months, the longest that follow each other, and the day that is not known yet. */
const MONTHS_DAYS = 63;

/** Up to how many days each day has a bar of its own; beyond, each week has. */
const LONGEST_BY_DAY = 30;

const WEEK_DAYS = 7;

const COLORS = {
  experimentation: 'var(--chart-1)',
  dev: 'var(--chart-2)',
  test: 'var(--chart-3)',
  prod: 'var(--chart-4)',
};

async function readCosts(api: MlopsApi, useCase: string, days: Range) {
  const [costs, months] = await Promise.all([
    api.getCosts({ useCase, days }),
    api.getCosts({ useCase, days: MONTHS_DAYS }),
  ]);
  return {
    // There is no currency when nothing was spent in the range.
    costs: { ...costs, currency: costs.currency ?? months.currency },
    months,
    range: days,
  };
}

function formatDay(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    month: 'short',
    day: 'numeric',
  });
}

/** What is known of costs: an amount needs a currency and a newest day. */
type KnownCosts = Costs & { currency: string; until: string };

function isKnown(costs: Costs): costs is KnownCosts {
  return costs.currency !== undefined && costs.until !== undefined;
}

function CostChart(props: { costs: KnownCosts; range: Range }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { costs, range } = props;
  const { days, until, currency } = costs;
  const isByDay = range <= LONGEST_BY_DAY;
  const periods = byPeriod(days, until, isByDay ? 1 : WEEK_DAYS);
  const environments = ENVIRONMENTS.filter(environment =>
    periods.some(period => period.environments[environment] !== undefined),
  );
  const money = (amount: number) => formatMoney(amount, currency);
  const total = money(costs.total);
  return (
    <ChartCard
      title={isByDay ? t('costTab.byDay') : t('costTab.byWeek')}
      description={
        isByDay
          ? t('costTab.byDayText', { total })
          : t('costTab.byWeekText', { total })
      }
      fileName="cost-by-environment"
      table={{
        columns: [
          isByDay ? t('costTab.columnDay') : t('costTab.columnWeek'),
          ...environments.map(environment => t(`environment.${environment}`)),
          t('costTab.columnAmount'),
        ],
        rows: periods.map(({ from, amount, environments: parts }) => [
          from,
          ...environments.map(environment => parts[environment]),
          amount,
        ]),
        format: money,
      }}
      foot={t('costTab.until', { day: until })}
    >
      <TimeChart
        kind="bar"
        isStacked
        series={environments.map(environment => ({
          id: environment,
          label: t(`environment.${environment}`),
          color: COLORS[environment],
        }))}
        points={periods.map(({ from, environments: values }) => ({
          at: from,
          values,
        }))}
        formatValue={money}
        formatAt={formatDay}
        label={t('costTab.chartLabel')}
      />
    </ChartCard>
  );
}

function AccountCosts(props: { costs: KnownCosts; range: Range }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { costs, range } = props;
  const { total, currency, until } = costs;
  const accounts = costs.useCases
    .flatMap(useCase => useCase.accounts)
    .sort((a, b) => byEnvironment(a, b) || b.amount - a.amount);
  return (
    <Panel
      title={t('costTab.accounts')}
      actions={
        <Quiet>{t('costTab.accountsText', { days: String(range) })}</Quiet>
      }
    >
      <DataTable
        label={t('costTab.accounts')}
        columns={[
          { id: 'account', label: t('costTab.columnAccount') },
          { id: 'environment', label: t('costTab.columnEnvironment') },
          { id: 'amount', label: t('costTab.columnAmount'), isNumber: true },
          { id: 'share', label: t('costTab.columnShare'), isNumber: true },
        ]}
        rows={accounts.map(({ accountId, environment, amount }) => ({
          key: accountId,
          cells: [
            <span className={styles.account}>
              {accountId}
              <CopyButton
                text={accountId}
                what={t('accounts.idOf', { id: accountId })}
              />
            </span>,
            t(`environment.${environment}`),
            formatMoney(amount, currency),
            total > 0
              ? (amount / total).toLocaleString(undefined, {
                  style: 'percent',
                  maximumFractionDigits: 0,
                })
              : '–',
          ],
        }))}
      />
      <Quiet>{t('costTab.until', { day: until })}</Quiet>
    </Panel>
  );
}

function RangeChoice(props: {
  range: Range;
  onChange: (range: Range) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { range, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('costTab.range')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(range)]}
      onSelectionChange={keys => {
        const chosen = RANGES.find(days => keys.has(String(days)));
        if (chosen) {
          onChange(chosen);
        }
      }}
    >
      {RANGES.map(days => (
        <ToggleButton key={days} id={String(days)}>
          {t('costTab.days', { days: String(days) })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function UseCaseCosts({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const [range, setRange] = useRange();
  const loaded = useUseCaseData(
    name,
    useCallback(
      (api: MlopsApi, useCase: string) => readCosts(api, useCase, range),
      [range],
    ),
  );
  return (
    <UseCaseTab
      title={t('entityTabs.cost')}
      description={t('costTab.description')}
      actions={<RangeChoice range={range} onChange={setRange} />}
      loaded={loaded}
    >
      {({ costs, months, range: loadedRange }) => {
        const { unknownReason } = costs;
        if (!isKnown(costs)) {
          return unknownReason ? (
            <Alert
              status="warning"
              icon
              title={t('costTab.unknownTitle')}
              description={unknownReason}
            />
          ) : (
            <Notice
              title={t('costTab.emptyTitle')}
              text={t('costTab.emptyText')}
            />
          );
        }
        return (
          <>
            {unknownReason && (
              <Alert
                status="warning"
                icon
                title={t('costTab.staleTitle')}
                description={t('costTab.staleText', {
                  day: costs.until,
                  reason: unknownReason,
                })}
              />
            )}
            <Months
              days={months.days}
              currency={costs.currency}
              until={costs.until}
            />
            <CostChart costs={costs} range={loadedRange} />
            <AccountCosts costs={costs} range={loadedRange} />
          </>
        );
      }}
    </UseCaseTab>
  );
}

/** The tab of what a use case costs: over time, this month against last, and what this month will come to. */
export function CostTab() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseCosts key={name} name={name} />;
}
