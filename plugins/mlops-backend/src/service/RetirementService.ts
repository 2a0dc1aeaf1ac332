import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  isClosedAccount,
  type Retirement,
  type UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { EvidenceService } from '../sync/EvidenceService';

/**
 * Takes use cases out of service. The accounts are closed by the action
 * `mlops:use-case:retire`, between the two steps: what is begun gets nothing
 * new, what is complete has no open account left.
 */
export class RetirementService {
  readonly #useCases: UseCaseStore;
  readonly #accounts: AccountStore;
  readonly #collections: CollectionStore;
  readonly #evidence: EvidenceService;
  readonly #now: () => Date;

  constructor(options: {
    useCases: UseCaseStore;
    accounts: AccountStore;
    collections: CollectionStore;
    evidence: EvidenceService;
    now?: () => Date;
  }) {
    this.#useCases = options.useCases;
    this.#accounts = options.accounts;
    this.#collections = options.collections;
    this.#evidence = options.evidence;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Takes a step. A step that was taken before changes nothing.
   *
   * @param by - entity reference of the person
   * @throws NotFoundError when there is no such use case; of `complete`, ConflictError when AWS has open accounts of it, ServiceUnavailableError when AWS cannot be asked
   */
  async retire(
    name: string,
    step: Retirement['step'],
    by: string,
  ): Promise<{ useCase: UseCase; changed: boolean }> {
    if (step === 'complete') {
      await this.#requireClosedAccounts(name);
    }
    const now = this.#now().toISOString();
    const changed =
      step === 'begin'
        ? await this.#useCases.beginRetirement(name, by, now)
        : await this.#useCases.completeRetirement(name, by, now);
    return { useCase: await this.#require(name), changed };
  }

  async #require(name: string): Promise<UseCase> {
    const useCase = await this.#useCases.get(name);
    if (!useCase) {
      throw new NotFoundError(`There is no use case named ${name}.`);
    }
    return useCase;
  }

  async #requireClosedAccounts(name: string): Promise<void> {
    const { retiredAt } = await this.#require(name);
    if (retiredAt) {
      return;
    }
    await this.#evidence.refresh(name);
    const { failure } = await this.#collections.get('organization');
    if (failure) {
      throw new ServiceUnavailableError(
        `Whether all accounts of ${name} are closed is not known. ${failure}`,
      );
    }
    const open = [...(await this.#accounts.all()).values()].filter(
      account => account.useCase === name && !isClosedAccount(account),
    );
    if (open.length > 0) {
      throw new ConflictError(
        `The use case ${name} has accounts that are not closed: ${open
          .map(account => `${account.name} (${account.accountId})`)
          .join(', ')}. Retire use case closes them.`,
      );
    }
  }
}
