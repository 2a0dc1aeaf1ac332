import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  REACHED_STAGES,
  type OrganizationHistory,
  type StageChange,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';
import type { Loaded } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { UseCaseLink } from '../UseCaseLink';
import { ChartCard, TimeChart } from '../charts';
import styles from './OrganizationPage.module.css';
import { HISTORY_DAYS } from './useOrganizationQuery';

const SHOWN_CHANGES = 5;

/** A day of the axis, without what does not matter there: `Nov 25`. */
function dayInWords(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).toLocaleString({
    month: 'short',
    day: 'numeric',
  });
}

function Range(props: { value: number; onChange: (days: number) => void }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, onChange } = props;
  return (
    <ToggleButtonGroup
      aria-label={t('organization.history.range')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(value)]}
      onSelectionChange={keys => {
        const chosen = HISTORY_DAYS.find(days => keys.has(String(days)));
        if (chosen) {
          onChange(chosen);
        }
      }}
    >
      {HISTORY_DAYS.map(days => (
        <ToggleButton key={days} id={String(days)}>
          {t('organization.history.days', { number: String(days) })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** How many of the criteria that moved are named: at a first evaluation all of them did. */
const MOVED_SHOWN = 4;

function Change({ change }: { change: StageChange }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase: name, at, from, to, moved } = change;
  const rose = REACHED_STAGES.indexOf(to) > REACHED_STAGES.indexOf(from);
  const criteria = moved
    .slice(0, MOVED_SHOWN)
    .map(({ title, to: standing }) =>
      t('organization.history.movedTo', {
        criterion: title,
        standing: t(`organization.standing.${standing ?? 'notJudged'}`),
      }),
    )
    .join(', ');
  return (
    <li>
      {t(rose ? 'organization.history.rose' : 'organization.history.fell', {
        useCase: <UseCaseLink name={name} />,
        from: t(`stage.${from}`),
        to: t(`stage.${to}`),
      })}
      <span className={styles.quiet}>
        {' · '}
        <Age of={at} />
      </span>
      {criteria && (
        <span className={styles.moved}>
          {moved.length > MOVED_SHOWN
            ? t('organization.history.movedMore', {
                criteria,
                number: String(moved.length - MOVED_SHOWN),
              })
            : t('organization.history.moved', { criteria })}
        </span>
      )}
    </li>
  );
}

/** How many use cases had each stage, day by day, and which changed theirs. */
export function StagesOverTime(props: {
  loaded: Loaded<OrganizationHistory>;
  days: number;
  onDays: (days: number) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { loaded, days, onDays } = props;
  const { value, error, reload } = loaded;
  return (
    <ChartCard
      title={t('organization.history.title')}
      description={t('organization.history.description')}
      fileName="maturity-stages"
      table={
        value && {
          columns: [
            t('organization.history.day'),
            ...REACHED_STAGES.map(stage => t(`stage.${stage}`)),
          ],
          rows: value.days.map(({ day, stageCounts }) => [
            day,
            ...REACHED_STAGES.map(stage => stageCounts[stage]),
          ]),
        }
      }
      expectedHeight="26rem"
      error={error}
      onRetry={reload}
      emptyText={t('organization.history.empty')}
      controls={<Range value={days} onChange={onDays} />}
      foot={
        value && (
          <div className={styles.changes}>
            <Text as="h4" variant="body-medium" weight="bold">
              {t('organization.history.changes')}
            </Text>
            {value.changes.length === 0 ? (
              <p>{t('organization.history.noChanges')}</p>
            ) : (
              <ul aria-label={t('organization.history.changes')}>
                {value.changes.slice(0, SHOWN_CHANGES).map(change => (
                  <Change
                    key={`${change.useCase} ${change.at}`}
                    change={change}
                  />
                ))}
              </ul>
            )}
          </div>
        )
      }
    >
      {value && (
        <TimeChart
          // One day alone has no area.
          kind={value.days.length > 1 ? 'area' : 'bar'}
          isStacked
          series={REACHED_STAGES.map(stage => ({
            id: stage,
            label: t(`stage.${stage}`),
            color: `var(--stage-${stage})`,
          }))}
          points={value.days.map(({ day, stageCounts }) => ({
            at: day,
            values: stageCounts,
          }))}
          formatValue={String}
          formatAt={dayInWords}
          label={t('organization.history.label', { days: String(days) })}
        />
      )}
    </ChartCard>
  );
}
