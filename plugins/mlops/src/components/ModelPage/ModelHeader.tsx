import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonLink, Header, Skeleton } from '@backstage/ui';
import {
  consoleUrl,
  type ModelDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { RiArrowLeftLine, RiExternalLinkLine } from '@remixicon/react';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { CopyButton } from '../CopyButton';
import { useModelsHref } from '../ModelsPage/useModelHref';
import { UseCaseLink } from '../UseCaseLink';
import styles from './ModelPage.module.css';

/** What is said of every model: there is room for it while it is loaded. */
const LABELS = [
  'useCase',
  'owner',
  'environment',
  'account',
  'evidence',
] as const;

function useMetadata(model: ModelDetail | undefined, isLoading: boolean) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  if (!model) {
    return isLoading
      ? LABELS.map(label => ({
          label: t(`model.${label}`),
          value: <Skeleton width="6rem" height="1.25rem" />,
        }))
      : undefined;
  }
  const { useCase, owner, environment, accountId, createdAt } = model;
  return [
    {
      label: t('model.useCase'),
      value: <UseCaseLink name={useCase} />,
    },
    {
      label: t('model.owner'),
      value: (
        <EntityRefLink
          entityRef={owner}
          defaultKind="group"
          hideIcon
          disableTooltip
        />
      ),
    },
    {
      label: t('model.environment'),
      value: t(`environment.${environment}`),
    },
    {
      label: t('model.account'),
      value: (
        <span className={styles.account}>
          {accountId}
          <CopyButton text={accountId} what={t('model.accountId')} />
        </span>
      ),
    },
    ...(createdAt
      ? [{ label: t('model.registered'), value: <Age of={createdAt} /> }]
      : []),
    { label: t('model.evidence'), value: <Age of={model.observedAt} /> },
  ];
}

/** What a model is, whose it is and where, with the way back to the list. */
export function ModelHeader(props: {
  group: string;
  /** Undefined until it is loaded, and when it cannot be. */
  model: ModelDetail | undefined;
  isLoading: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const modelsHref = useModelsHref();
  const { group, model, isLoading } = props;
  const url = model && consoleUrl(model.arn);
  return (
    <Header
      title={group}
      metadata={useMetadata(model, isLoading)}
      customActions={
        <>
          {url && (
            <ButtonLink
              size="small"
              variant="tertiary"
              iconEnd={<RiExternalLinkLine />}
              href={url}
              target="_blank"
              rel="noopener noreferrer"
            >
              {t('model.console')}
            </ButtonLink>
          )}
          <ButtonLink
            size="small"
            variant="secondary"
            iconStart={<RiArrowLeftLine />}
            href={modelsHref}
          >
            {t('model.all')}
          </ButtonLink>
        </>
      }
    />
  );
}
