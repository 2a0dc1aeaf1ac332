import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAlertLine,
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiQuestionLine,
} from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import { worstHealth, type Monitor, type MonitorHealth } from './monitorHealth';
import styles from './marks.module.css';

const ICONS = {
  violations: RiAlertLine,
  failed: RiCloseCircleLine,
  unknown: RiQuestionLine,
  healthy: RiCheckboxCircleFill,
};

/** What a monitor says, as an icon and in words; or other words, such as with a count. */
export function HealthMark(props: { health: MonitorHealth; words?: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { health, words = t(`models.health.${health}`) } = props;
  const Icon = ICONS[health];
  return (
    <span className={styles.mark} data-health={health}>
      <Icon size={18} aria-hidden="true" />
      {words}
    </span>
  );
}

/** What the monitors of a model say: the worst of it, and how many say so. */
export function MonitorsMark({ monitors }: { monitors: Monitor[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const worst = worstHealth(monitors);
  if (!worst) {
    return <span className={styles.none}>{t('models.noMonitors')}</span>;
  }
  const { health, count } = worst;
  return (
    <HealthMark
      health={health}
      words={t(`models.healthCount.${health}`, {
        number: String(count),
        total: String(monitors.length),
      })}
    />
  );
}
