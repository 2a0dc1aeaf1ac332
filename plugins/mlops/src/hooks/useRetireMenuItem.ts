import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { RETIRE_USE_CASE_TEMPLATE } from '../portalTemplates';
import { mlopsTranslationRef } from '../translation';
import { nameOfUseCase } from '../useCaseOfEntity';
import { useTemplateHref } from './useTemplateHref';

/** The item of an entity's menu that opens the form which retires the use case; disabled in an app without the scaffolder. */
export function useRetireMenuItem() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { entity } = useEntity();
  const href = useTemplateHref()?.(RETIRE_USE_CASE_TEMPLATE, {
    useCase: nameOfUseCase(entity),
  });
  return {
    title: t('retirement.action'),
    href: href ?? '',
    disabled: !href,
  };
}
