import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DateTime } from 'luxon';
import { useNow } from '../../hooks/useNow';
import { mlopsTranslationRef } from '../../translation';

const JUST_NOW_SECONDS = 10;

/**
 * How long ago something was, with the exact time on hover.
 *
 * @param props - `of` is an ISO 8601 time
 */
export function Age(props: { of: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const time = DateTime.fromISO(props.of);
  const now = DateTime.fromJSDate(useNow());
  const recent = now.diff(time).as('seconds') < JUST_NOW_SECONDS;
  return (
    <time
      dateTime={props.of}
      title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
    >
      {recent ? t('age.now') : time.toRelative({ base: now })}
    </time>
  );
}
