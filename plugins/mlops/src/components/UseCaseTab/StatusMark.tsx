import {
  RiCheckboxCircleFill,
  RiCloseCircleLine,
  RiLoader2Line,
  RiRecordCircleLine,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './UseCaseTab.module.css';

type Tone = 'good' | 'bad' | 'running' | 'other';

const ICONS = {
  good: RiCheckboxCircleFill,
  bad: RiCloseCircleLine,
  running: RiLoader2Line,
  other: RiRecordCircleLine,
};

/** How AWS's own words for a status are meant; a word that is not here says nothing good or bad. */
const TONES: Record<string, Tone> = {
  ACTIVE: 'good',
  Approved: 'good',
  Completed: 'good',
  InService: 'good',
  Scheduled: 'good',
  Succeeded: 'good',
  CompletedWithViolations: 'bad',
  Failed: 'bad',
  Rejected: 'bad',
  SUSPENDED: 'bad',
  Creating: 'running',
  Executing: 'running',
  InProgress: 'running',
  Pending: 'running',
  PendingManualApproval: 'running',
  PENDING_CREATION: 'running',
  Updating: 'running',
};

/**
 * A status of AWS, as an icon and in words.
 *
 * @param props - `children` are the words; AWS's own when absent
 */
export function StatusMark(props: { status: string; children?: ReactNode }) {
  const { status, children = status } = props;
  const tone = TONES[status] ?? 'other';
  const Icon = ICONS[tone];
  return (
    <span className={styles.status} data-tone={tone}>
      <Icon size={16} aria-hidden="true" />
      {children}
    </span>
  );
}
