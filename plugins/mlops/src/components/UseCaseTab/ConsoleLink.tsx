import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { consoleUrl } from '@mlops-portal/backstage-plugin-mlops-common';
import { RiExternalLinkLine } from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import styles from './UseCaseTab.module.css';

/** Leads to the page of the AWS console that shows what has an ARN; nothing where there is no such page. */
export function ConsoleLink(props: {
  arn: string | undefined;
  /** What it is, for `Open … in the AWS console`. */
  what: string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { arn, what } = props;
  const href = arn && consoleUrl(arn);
  return href ? (
    <a
      className={styles.console}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={t('tab.console')}
      aria-label={t('tab.consoleOf', { what })}
    >
      <RiExternalLinkLine size={16} aria-hidden="true" />
    </a>
  ) : null;
}
