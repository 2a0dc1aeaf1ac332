import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAlertLine,
  RiArchiveDrawerLine,
  RiBox3Line,
  RiBriefcaseLine,
  RiCloudLine,
  RiComputerLine,
  RiFlaskLine,
  RiFlowChart,
  RiPassPendingLine,
  RiRocketLine,
  RiServerLine,
  RiStairsLine,
} from '@remixicon/react';
import type {
  ActivityEntry,
  ActivityEvent,
  ActivityKind,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { VisuallyHidden } from '@backstage/ui';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ConsoleLink, EnvironmentMark, Quiet, Who } from '../UseCaseTab';
import { useWhatInWords } from './useWhatInWords';
import styles from './ActivityTab.module.css';

const ICONS: Record<ActivityKind, typeof RiCloudLine> = {
  useCase: RiBriefcaseLine,
  stage: RiStairsLine,
  waiver: RiPassPendingLine,
  account: RiCloudLine,
  studio: RiComputerLine,
  project: RiArchiveDrawerLine,
  experiment: RiFlaskLine,
  pipeline: RiFlowChart,
  delivery: RiRocketLine,
  model: RiBox3Line,
  endpoint: RiServerLine,
  monitor: RiAlertLine,
};

/** Who registers what is found in AWS by its tags. */
const FOUND_IN_AWS = 'aws';

/** What someone said about it. */
function commentOf(what: ActivityEvent): string | undefined {
  switch (what.event) {
    case 'waiverGiven':
    case 'monitorFailed':
      return what.reason;
    case 'versionApproved':
    case 'versionRejected':
      return what.comment;
    default:
      return undefined;
  }
}

/** The criteria that moved when a stage was gained or lost. */
function Moved({ what }: { what: ActivityEvent }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  if (!('moved' in what) || what.moved.length === 0) {
    return null;
  }
  return (
    <ul>
      {what.moved.map(({ id, title, from, to }) => (
        <li key={id}>
          <Quiet>
            {t('activityTab.moved', {
              title,
              from: from ? t(`verdict.${from}`) : t('activityTab.notJudged'),
              to: to ? t(`verdict.${to}`) : t('activityTab.notJudged'),
            })}
          </Quiet>
        </li>
      ))}
    </ul>
  );
}

/** Something that happened: what, who did it, where and when. */
export function Entry({ entry }: { entry: ActivityEntry }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const inWords = useWhatInWords();
  const { at, kind, who, what, arn, environment } = entry;
  const Icon = ICONS[kind];
  const words = inWords(what);
  const comment = commentOf(what);
  return (
    <li className={styles.entry}>
      <span className={styles.icon} title={t(`activityTab.kind.${kind}`)}>
        <Icon size={18} aria-hidden="true" />
        <VisuallyHidden>{t(`activityTab.kind.${kind}`)}</VisuallyHidden>
      </span>
      <div className={styles.words}>
        {words}{' '}
        {who && (
          <Quiet>
            {who === FOUND_IN_AWS
              ? t('activityTab.byAws')
              : t('activityTab.by', { who: <Who who={who} /> })}
          </Quiet>
        )}
        {comment && (
          <div>
            <Quiet>{comment}</Quiet>
          </div>
        )}
        <Moved what={what} />
      </div>
      <div className={styles.beside}>
        {environment && <EnvironmentMark environment={environment} />}
        <Quiet>
          <Age of={at} />
        </Quiet>
        <ConsoleLink arn={arn} what={words} />
      </div>
    </li>
  );
}
