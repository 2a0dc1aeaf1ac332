import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DateTime } from 'luxon';
import { formatMoney } from '../../formatMoney';
import { mlopsTranslationRef } from '../../translation';
import { Quiet } from '../UseCaseTab';
import { forecastMonth, monthToDate, type CostOfDay } from './costs';
import styles from './CostTab.module.css';

function formatDay(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    month: 'long',
    day: 'numeric',
  });
}

function formatMonth(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    month: 'long',
    year: 'numeric',
  });
}

function formatChange(change: number): string {
  return change.toLocaleString(undefined, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
}

function Comparison(props: { spent: number; lastMonth: number }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { spent, lastMonth } = props;
  // There is no percentage of nothing.
  if (lastMonth === 0) {
    return null;
  }
  const change = (spent - lastMonth) / lastMonth;
  if (Math.abs(change) < 0.005) {
    return <>{t('costTab.same')}</>;
  }
  return (
    <>
      {change > 0
        ? t('costTab.more', { change: formatChange(change) })
        : t('costTab.less', { change: formatChange(-change) })}
    </>
  );
}

/**
 * This month, last month to the same day, and what this month will come to.
 *
 * @param props - `days` go back to the first day of last month, as far as they are known; `until` is the newest day that is known
 */
export function Months(props: {
  days: CostOfDay[];
  currency: string;
  until: string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { days, currency, until } = props;
  const { month, spent, lastMonth } = monthToDate(days, until);
  const forecast = forecastMonth(days, until);
  const money = (amount: number) => formatMoney(amount, currency);

  function forecastWords(): string {
    if (!forecast) {
      return t('costTab.forecastNone');
    }
    return forecast.daysLeft === 0
      ? t('costTab.forecastDone')
      : t('costTab.forecastText', {
          mean: money(forecast.mean),
          days: String(forecast.days),
          count: forecast.daysLeft,
        });
  }

  return (
    <dl className={styles.months} aria-label={t('costTab.months')}>
      <div className={styles.month}>
        <dt>{t('costTab.thisMonth', { month: formatMonth(month) })}</dt>
        <dd className={styles.amount}>{money(spent)}</dd>
        <dd>
          <Quiet>{t('costTab.thisMonthText', { day: formatDay(until) })}</Quiet>
        </dd>
        {lastMonth.spent !== undefined && (
          <dd>
            <Comparison spent={spent} lastMonth={lastMonth.spent} />
          </dd>
        )}
      </div>
      <div className={styles.month}>
        <dt>
          {t('costTab.lastMonth', { month: formatMonth(lastMonth.until) })}
        </dt>
        <dd className={styles.amount}>
          {lastMonth.spent === undefined
            ? t('costTab.lastMonthNone')
            : money(lastMonth.spent)}
        </dd>
        <dd>
          {lastMonth.spent === undefined ? (
            days.length > 0 && (
              <Quiet>
                {t('costTab.lastMonthIncomplete', {
                  day: formatDay(days[0].day),
                })}
              </Quiet>
            )
          ) : (
            <Quiet>
              {t('costTab.lastMonthText', { day: formatDay(lastMonth.until) })}
            </Quiet>
          )}
        </dd>
      </div>
      <div className={styles.month}>
        <dt>{t('costTab.forecast', { month: formatMonth(month) })}</dt>
        <dd className={styles.amount}>
          {forecast ? money(forecast.amount) : t('tab.notKnown')}
        </dd>
        <dd>
          <Quiet>{forecastWords()}</Quiet>
        </dd>
      </div>
    </dl>
  );
}
