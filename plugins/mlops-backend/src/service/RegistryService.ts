import { ConflictError, InputError } from '@backstage/errors';
import {
  accountEmail,
  accountEmailProblem,
  accountName,
  ENVIRONMENTS,
  retirementProblem,
  useCaseNameProblem,
  type EmailNaming,
  type Environment,
  type Naming,
  type UseCase,
  type UseCaseRegistration,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { OwnerDirectory } from './OwnerDirectory';

const COMPARED = [
  'title',
  'description',
  'owner',
  'domain',
  'costCenter',
] as const;

/** Why a name stays taken, in a sentence, when its use case is retired or being retired. */
function retiredNameProblem(useCase: UseCase): string | undefined {
  const problem = retirementProblem(useCase);
  return problem && `${problem} Its name stays taken; choose another name.`;
}

/** Registers use cases and answers what names they may have. */
export class RegistryService {
  readonly #useCases: UseCaseStore;
  readonly #owners: OwnerDirectory;
  readonly #naming: EmailNaming;
  readonly #now: () => Date;

  constructor(options: {
    useCases: UseCaseStore;
    owners: OwnerDirectory;
    naming: EmailNaming;
    now?: () => Date;
  }) {
    this.#useCases = options.useCases;
    this.#owners = options.owners;
    this.#naming = options.naming;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Registers a use case. The same registration a second time changes nothing;
   * what it leaves empty stays as it was registered.
   *
   * @param registeredBy - entity reference of the person
   * @throws InputError when the owner is not a group in the catalog or a name would make an invalid account email; ConflictError when the name is taken, also by a use case that is retired
   */
  async register(
    registration: UseCaseRegistration,
    registeredBy: string,
  ): Promise<{ useCase: UseCase; created: boolean }> {
    if (!(await this.#owners.isGroup(registration.owner))) {
      throw new InputError(
        `owner: ${registration.owner} is not a group in the catalog; choose one that is.`,
      );
    }
    const emailProblem = ENVIRONMENTS.map(environment =>
      accountEmailProblem(
        accountEmail(this.#naming, registration.name, environment),
      ),
    ).find(Boolean);
    if (emailProblem) {
      throw new InputError(`name: ${emailProblem}`);
    }
    const useCase: UseCase = {
      ...registration,
      title: registration.title || registration.name,
      registeredBy,
      registeredAt: this.#now().toISOString(),
    };
    if (await this.#useCases.register(useCase)) {
      return { useCase, created: true };
    }
    const existing = await this.#useCases.get(useCase.name);
    const retired = existing && retiredNameProblem(existing);
    if (retired) {
      throw new ConflictError(`name: ${retired}`);
    }
    const different = COMPARED.filter(
      field => registration[field] && registration[field] !== existing?.[field],
    );
    if (!existing || different.length > 0) {
      throw new ConflictError(
        `name: the use case ${useCase.name} exists already${
          existing ? `, owned by ${existing.owner}` : ''
        }, with another ${different.join(', ')}; choose another name.`,
      );
    }
    return { useCase: existing, created: false };
  }

  /** Says whether a use case may be called so, and what its accounts would be called. */
  async naming(
    name: string,
    environments: readonly Environment[] = ENVIRONMENTS,
  ): Promise<Naming> {
    const accounts = environments.map(environment => {
      const email = accountEmail(this.#naming, name, environment);
      return {
        environment,
        name: accountName(name, environment),
        email,
        problem: accountEmailProblem(email),
      };
    });
    const nameProblem = useCaseNameProblem(name);
    const existing = nameProblem ? undefined : await this.#useCases.get(name);
    return {
      name,
      problem:
        nameProblem ??
        (existing && retiredNameProblem(existing)) ??
        accounts.find(({ problem }) => problem)?.problem,
      existing: existing && { owner: existing.owner, title: existing.title },
      accounts,
    };
  }
}
