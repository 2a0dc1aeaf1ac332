import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiErrorWarningLine } from '@remixicon/react';
import type { Observed } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import styles from './UseCaseTab.module.css';

/** How old something is that rests on several readings of AWS: as old as the oldest, and why it is not newer. */
export function Freshness(props: { parts: readonly Observed<unknown>[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const collected = props.parts
    .flatMap(part => (part.state === 'collected' ? [part] : []))
    .sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt));
  if (collected.length === 0) {
    return null;
  }
  // The oldest one for each reason.
  const stale = new Map(
    [...collected]
      .reverse()
      .flatMap(({ staleReason, observedAt }) =>
        staleReason ? [[staleReason, observedAt] as const] : [],
      ),
  );
  return (
    <div className={styles.freshness}>
      <p className={styles.quiet}>
        {t('tab.read', { age: <Age of={collected[0].observedAt} /> })}
      </p>
      {[...stale].map(([reason, since]) => (
        <p key={reason} className={styles.stale}>
          <RiErrorWarningLine size={16} aria-hidden="true" />
          <span>
            {t('tab.staleSince', { age: <Age of={since} />, reason })}
          </span>
        </p>
      ))}
    </div>
  );
}
