import type { UseCase } from '@mlops-portal/backstage-plugin-mlops-common';

/** Name of the portal template that registers a use case and creates its accounts. */
export const CREATE_USE_CASE_TEMPLATE = 'create-use-case';

/** Name of the portal template that adds to a use case what its next stage lacks. */
export const ADVANCE_USE_CASE_TEMPLATE = 'advance-use-case';

/** Name of the portal template that deploys SageMaker AI Studio into an account of a use case. */
export const DEPLOY_STUDIO_TEMPLATE = 'deploy-studio';

/** Name of the portal template that closes the accounts of a use case and takes it out of service. */
export const RETIRE_USE_CASE_TEMPLATE = 'retire-use-case';

/**
 * Form values of {@link CREATE_USE_CASE_TEMPLATE} that say of a use case what
 * is registered of it: the template, run with these and more, adds to the use
 * case and leaves the rest alone.
 */
export function registeredValues(useCase: UseCase): Record<string, unknown> {
  const { name, title, description, owner, domain, costCenter } = useCase;
  return { name, title, description, owner, domain, costCenter };
}

/** The name of a portal template as people know it: `create-use-case` is Create use case. */
export function templateTitle(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
}
