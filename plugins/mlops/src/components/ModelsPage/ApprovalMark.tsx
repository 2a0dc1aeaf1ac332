import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiQuestionLine,
  RiTimeLine,
} from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import styles from './marks.module.css';

const KNOWN = {
  Approved: RiCheckboxCircleFill,
  PendingManualApproval: RiTimeLine,
  Rejected: RiCloseCircleLine,
};

function isKnown(approval: string): approval is keyof typeof KNOWN {
  return approval in KNOWN;
}

/** The approval of a model version as an icon and in words. */
export function ApprovalMark({ approval }: { approval: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const Icon = isKnown(approval) ? KNOWN[approval] : RiQuestionLine;
  return (
    <span className={styles.mark} data-approval={approval}>
      <Icon size={18} aria-hidden="true" />
      {isKnown(approval) ? t(`models.approval.${approval}`) : approval}
    </span>
  );
}
