import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiPassPendingLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { Verdict } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './MaturityCard.module.css';

const ICONS = {
  met: RiCheckboxCircleFill,
  unmet: RiCloseCircleLine,
  unknown: RiQuestionLine,
  waived: RiPassPendingLine,
};

/** A verdict as an icon and in words; `waived` for what need not be met for now. */
export function VerdictMark({ verdict }: { verdict: Verdict | 'waived' }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const Icon = ICONS[verdict];
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <Icon size={18} aria-hidden="true" />
      {t(`verdict.${verdict}`)}
    </span>
  );
}
