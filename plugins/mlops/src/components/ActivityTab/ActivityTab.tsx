import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Button, Text } from '@backstage/ui';
import {
  activityOf,
  valueOr,
  type ActivityEntry,
  type Observed,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';
import { useMemo, useState } from 'react';
import type { MlopsApi } from '../../api';
import { useNow } from '../../hooks/useNow';
import { useUseCaseData } from '../../hooks/useUseCaseData';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { Notice } from '../Notice';
import { Freshness, Quiet, UseCaseTab } from '../UseCaseTab';
import { groupByDay, type ActivityDay } from './days';
import { Entry } from './Entry';
import { KindFilter } from './KindFilter';
import { useKinds } from './useKinds';
import styles from './ActivityTab.module.css';

/** How many more entries are shown at a time. */
const PAGE_SIZE = 50;

async function readActivity(api: MlopsApi, name: string) {
  const useCase = await api.getUseCase(name);
  const [history, waivers, maturity] = await Promise.all([
    api.getHistory(name),
    api.getWaivers(name),
    // Asking for the maturity before the first evaluation is an error.
    useCase.evaluatedAt ? api.getMaturity(name) : undefined,
  ]);
  const criteria = maturity?.stages.flatMap(stage => stage.criteria);
  return { useCase, history, waivers, criteria };
}

/** What activity is read from. */
function partsOf({ evidence }: UseCaseDetail): Observed<unknown>[] {
  if (!evidence) {
    return [];
  }
  return [
    evidence.accounts,
    ...valueOr(evidence.accounts, []).flatMap(snapshot => [
      snapshot.studio,
      snapshot.projects,
      snapshot.pipelines,
      snapshot.experiments,
      snapshot.registry,
      snapshot.endpoints,
      snapshot.monitors,
      snapshot.delivery,
    ]),
  ];
}

function Day({ day, entries }: ActivityDay) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const today = DateTime.fromJSDate(useNow());
  function heading(): string {
    if (day === today.toISODate()) {
      return t('activityTab.today');
    }
    return day === today.minus({ days: 1 }).toISODate()
      ? t('activityTab.yesterday')
      : DateTime.fromISO(day).toLocaleString(DateTime.DATE_HUGE);
  }
  const words = heading();
  return (
    <section className={styles.day} aria-label={words}>
      <Text as="h3" variant="body-medium" weight="bold">
        {words}
      </Text>
      <ul className={styles.entries}>
        {entries.map(entry => (
          <Entry
            key={`${entry.at} ${entry.arn} ${JSON.stringify(entry.what)}`}
            entry={entry}
          />
        ))}
      </ul>
    </section>
  );
}

function Activity(props: { useCase: UseCaseDetail; entries: ActivityEntry[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, entries } = props;
  const [kinds, setKinds] = useKinds();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const parts = partsOf(useCase);
  const reasons = new Set(
    parts.flatMap(part => (part.state === 'unknown' ? [part.reason] : [])),
  );
  const matching = entries.filter(
    ({ kind }) => kinds.length === 0 || kinds.includes(kind),
  );
  const shown = matching.slice(0, limit);
  return (
    <>
      {!useCase.evidence && (
        <Alert
          status="info"
          icon
          title={t('tab.notCollectedTitle')}
          description={t('tab.notCollectedText')}
        />
      )}
      {reasons.size > 0 && (
        <Alert
          status="warning"
          icon
          title={t('activityTab.gapsTitle')}
          description={[...reasons].join(' ')}
        />
      )}
      <KindFilter entries={entries} value={kinds} onChange={setKinds} />
      {matching.length === 0 ? (
        <Notice
          title={t('activityTab.noMatchTitle')}
          text={t('activityTab.noMatchText')}
        >
          <Button variant="secondary" onPress={() => setKinds([])}>
            {t('activityTab.clear')}
          </Button>
        </Notice>
      ) : (
        groupByDay(shown).map(day => <Day key={day.day} {...day} />)
      )}
      <div className={styles.foot}>
        {shown.length < matching.length && (
          <Button
            variant="secondary"
            onPress={() => setLimit(count => count + PAGE_SIZE)}
          >
            {t('activityTab.more')}
          </Button>
        )}
        <div role="status">
          <Quiet>
            {t('activityTab.shown', {
              shown: String(shown.length),
              total: String(matching.length),
            })}
          </Quiet>
        </div>
        <Quiet>{t('activityTab.foot')}</Quiet>
        <Freshness parts={parts} />
      </div>
    </>
  );
}

function UseCaseActivity({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const loaded = useUseCaseData(name, readActivity);
  const now = useNow();
  const { value } = loaded;
  const entries = useMemo(
    () =>
      value && {
        useCase: value.useCase,
        entries: activityOf({
          ...value,
          evidence: value.useCase.evidence,
          now,
        }),
      },
    [value, now],
  );
  return (
    <UseCaseTab
      title={t('entityTabs.activity')}
      description={t('activityTab.description')}
      loaded={{ ...loaded, value: entries }}
    >
      {activity => <Activity {...activity} />}
    </UseCaseTab>
  );
}

/** The tab of everything that is known to have happened to a use case. */
export function ActivityTab() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseActivity key={name} name={name} />;
}
