import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type {
  Environment,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import {
  CREATE_USE_CASE_TEMPLATE,
  registeredValues,
} from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';

/** Leads to the form that adds an account of an environment to a use case; nothing where none can be added. */
export function AddAccountLink(props: {
  useCase: UseCase;
  environment: Environment;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const templateHref = useTemplateHref();
  const { useCase, environment } = props;
  if (!templateHref || useCase.retirementBegunAt) {
    return null;
  }
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      iconStart={<RiAddLine />}
      aria-label={t('accounts.addOf', {
        environment: t(`environment.${environment}`),
      })}
      href={templateHref(CREATE_USE_CASE_TEMPLATE, {
        ...registeredValues(useCase),
        environments: [environment],
      })}
    >
      {t('accounts.add')}
    </ButtonLink>
  );
}
