// Portal templates that mend a criterion, filled in.
import { ENVIRONMENTS, type Environment } from '../../environment';
import { isClosedAccount, valueOr, type Evidence } from '../../evidence';
import type { Remedy } from '../types';

/** What the templates for a whole use case are filled in with. */
function values(evidence: Evidence, environments: Environment[]) {
  return {
    name: evidence.useCase,
    environments,
    ...(evidence.owner.state === 'collected' && {
      owner: evidence.owner.value.ref,
    }),
  };
}

/** The environments whose account is in use, as far as is known. */
function environmentsOf({ accounts }: Evidence): Environment[] {
  const inUse = valueOr(accounts, [])
    .map(({ account }) => account)
    .filter(account => !isClosedAccount(account))
    .map(({ environment }) => environment);
  return ENVIRONMENTS.filter(environment => inUse.includes(environment));
}

/** The button that creates an account of a use case. */
export function addAccount(
  evidence: Evidence,
  environment: Environment,
): Remedy {
  return {
    text: `Run Create use case again for ${evidence.useCase} with the environment ${environment}: what exists is left alone, and the account is added.`,
    template: 'create-use-case',
    values: values(evidence, [environment]),
  };
}

/** The button that moves the accounts of a use case to where they belong. */
export function placeAccounts(evidence: Evidence): Remedy {
  return {
    text: `Run Create use case again for ${evidence.useCase}: it moves accounts to their organizational units. A missing policy is attached by the platform team.`,
    template: 'create-use-case',
    values: values(evidence, environmentsOf(evidence)),
  };
}

/** The button that launches a project from the library. */
export function launchProject(evidence: Evidence): Remedy {
  const environments = environmentsOf(evidence);
  return {
    text: `Run Create use case again for ${evidence.useCase} with a project template: what exists is left alone, and the project is launched.`,
    template: 'create-use-case',
    values: values(evidence, environments.length ? environments : ['dev']),
  };
}

/** The button that deploys Studio into an account of a use case. */
export function deployStudio(
  evidence: Evidence,
  environment: Environment,
): Remedy {
  return {
    text: `Run Deploy Studio for the ${environment} account: it takes the Studio product of the governance account, which is private and encrypted with a key of the account.`,
    template: 'deploy-studio',
    values: { useCase: evidence.useCase, environment },
  };
}
