import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import type {
  CriterionResult,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import {
  CREATE_USE_CASE_TEMPLATE,
  registeredValues,
  templateTitle,
} from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';

/** The button that opens the portal template which fixes a criterion, filled in. */
export function RemedyLink(props: {
  remedy: NonNullable<CriterionResult['remedy']>;
  useCase: UseCase;
  variant: 'primary' | 'secondary';
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const templateHref = useTemplateHref();
  const { remedy, useCase, variant } = props;
  const { template, values } = remedy;
  if (!template || !templateHref) {
    return null;
  }
  const href = templateHref(template, {
    ...(template === CREATE_USE_CASE_TEMPLATE && registeredValues(useCase)),
    ...values,
  });
  return (
    <ButtonLink
      size="small"
      variant={variant}
      iconEnd={<RiArrowRightLine />}
      href={href}
    >
      {t('maturity.run', { template: templateTitle(template) })}
    </ButtonLink>
  );
}
