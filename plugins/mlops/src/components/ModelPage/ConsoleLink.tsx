import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { consoleUrl } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';

/** A link to the page of the AWS console that shows a resource; nothing when there is none. */
export function ConsoleLink(props: { arn: string | undefined; name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { arn, name } = props;
  const url = arn && consoleUrl(arn);
  return url ? (
    <Link
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      variant="body-small"
      aria-label={t('model.openInConsoleOf', { name })}
    >
      {t('model.openInConsole')}
    </Link>
  ) : null;
}
