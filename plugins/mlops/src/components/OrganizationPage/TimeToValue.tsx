import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  OrganizationMaturityResponse,
  OrganizationUseCases,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { ownerInWords } from '../../fields/ownerInWords';
import type { Loaded } from '../../hooks/useLoad';
import { useNow } from '../../hooks/useNow';
import { mlopsTranslationRef } from '../../translation';
import { ChartCard, PointChart } from '../charts';
import { EvidenceAge } from './EvidenceAge';
import { arrivalsOf, spreadsOf, type Spread } from './figures';
import styles from './OrganizationPage.module.css';

function dayInWords(at: number): string {
  return DateTime.fromMillis(at).toLocaleString(DateTime.DATE_MED);
}

/** To a tenth of a day. */
function rounded(days: number): string {
  return String(Math.round(days * 10) / 10);
}

/** The median in words, and what became of it. */
function Trend(props: {
  maturity: OrganizationMaturityResponse;
  newest: Spread | undefined;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { maturity, newest } = props;
  const { medianDays, previousMedianDays, count } = maturity.timeToProduction;
  const inDays = (days: number) =>
    t('organization.value.days', { number: rounded(days) });

  function comparison(median: number): string {
    if (previousMedianDays === undefined) {
      return t('organization.value.noPrevious');
    }
    if (median === previousMedianDays) {
      return t('organization.value.same');
    }
    return t(
      median < previousMedianDays
        ? 'organization.value.faster'
        : 'organization.value.slower',
      {
        days: inDays(Math.abs(median - previousMedianDays)),
        previous: inDays(previousMedianDays),
      },
    );
  }

  if (medianDays === undefined) {
    return <p>{t('organization.value.medianNone')}</p>;
  }
  return (
    <dl className={styles.trend}>
      <dt>{t('organization.value.medianTitle')}</dt>
      <dd className={styles.figure}>{inDays(medianDays)}</dd>
      <dd>{comparison(medianDays)}</dd>
      <dd className={styles.quiet}>
        {t('organization.value.count', { count })}
        {newest &&
          newest.count > 1 &&
          `. ${t('organization.value.spread', {
            lower: inDays(newest.lower),
            upper: inDays(newest.upper),
          })}`}
      </dd>
    </dl>
  );
}

/** How long use cases took from registration to production: trend and spread. */
export function TimeToValue(props: {
  useCases: Loaded<OrganizationUseCases>;
  maturity: Loaded<OrganizationMaturityResponse>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = props.useCases;
  const maturity = props.maturity.value;
  const now = useNow();
  const arrivals = useMemo(() => value && arrivalsOf(value.useCases), [value]);
  const { newest, previous } = spreadsOf(
    arrivals ?? [],
    // As the median in words was worked out.
    maturity ? new Date(maturity.evaluatedAt) : now,
  );
  const bands = [previous, newest].filter(spread => spread !== undefined);
  return (
    <ChartCard
      title={t('organization.value.title')}
      description={t('organization.value.description')}
      fileName="maturity-time-to-value"
      table={
        arrivals && {
          columns: [
            t('organization.name'),
            t('organization.useCase'),
            t('organization.team'),
            t('organization.value.columnAt'),
            t('organization.value.columnDays'),
          ],
          rows: arrivals.map(({ name, title, owner, at, days }) => [
            name,
            title,
            ownerInWords(owner),
            at.slice(0, 10),
            days,
          ]),
        }
      }
      error={error}
      onRetry={reload}
      emptyText={t('organization.value.empty')}
      foot={value && <EvidenceAge checkedAt={value.checkedAt} />}
    >
      {arrivals && (
        <div className={styles.stack}>
          {maturity && <Trend maturity={maturity} newest={newest} />}
          <PointChart
            points={arrivals.map(({ name, title, at, days }) => ({
              id: name,
              label: title,
              at: Date.parse(at),
              value: days,
            }))}
            bands={bands.map(band => ({ id: String(band.from), ...band }))}
            color="var(--chart-1)"
            formatValue={days =>
              t('organization.value.days', { number: rounded(days) })
            }
            formatAt={dayInWords}
            label={t('organization.value.label')}
          />
        </div>
      )}
    </ChartCard>
  );
}
