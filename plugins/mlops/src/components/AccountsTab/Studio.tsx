import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import type {
  AccountSnapshot,
  DomainEvidence,
  Environment,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import { DEPLOY_STUDIO_TEMPLATE } from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';
import styles from './AccountsTab.module.css';

/** The environments in which people work in Studio; the others are reached by pipelines only. */
const WITH_STUDIO: Environment[] = ['experimentation', 'dev'];

function Domain(props: { domain: DomainEvidence; environment: Environment }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { domain, environment } = props;
  const { name, status, url } = domain;
  if (status !== 'InService' || !url) {
    return (
      <span>{t('accountsTab.studioStatus', { domain: name, status })}</span>
    );
  }
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      iconEnd={<RiExternalLinkLine />}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t('accountsTab.openStudioOf', {
        domain: name,
        environment: t(`environment.${environment}`),
      })}
    >
      {t('accountsTab.openStudio')}
    </ButtonLink>
  );
}

/** The way into the Studio of an account, or to having one. */
export function Studio(props: { snapshot: AccountSnapshot; useCase: UseCase }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const templateHref = useTemplateHref();
  const { useCase } = props;
  const { account, studio } = props.snapshot;
  const { environment } = account;
  if (studio.state === 'unknown') {
    return <>{t('accountsTab.studioUnknown', { reason: studio.reason })}</>;
  }
  const { domains } = studio.value;
  if (domains.length > 0) {
    return (
      <span className={styles.studio}>
        {domains.map(domain => (
          <Domain key={domain.arn} domain={domain} environment={environment} />
        ))}
      </span>
    );
  }
  return (
    <span className={styles.studio}>
      {t('accountsTab.noStudio')}
      {templateHref &&
        WITH_STUDIO.includes(environment) &&
        !useCase.retirementBegunAt && (
          <ButtonLink
            size="small"
            variant="secondary"
            aria-label={t('accountsTab.deployStudioOf', {
              environment: t(`environment.${environment}`),
            })}
            href={templateHref(DEPLOY_STUDIO_TEMPLATE, {
              useCase: useCase.name,
              environment,
            })}
          >
            {t('accountsTab.deployStudio')}
          </ButtonLink>
        )}
    </span>
  );
}
