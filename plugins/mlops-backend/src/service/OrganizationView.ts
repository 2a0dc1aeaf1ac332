// The organization as a whole, put together from its use cases.
import {
  bottlenecks,
  evaluateOrganization,
  holdsBack,
  missingCriteria,
  servingInProduction,
  valueOr,
  type Criterion,
  type CriterionResult,
  type Evidence,
  type Maturity,
  type OrganizationMaturityResponse,
  type OrganizationUseCases,
  type ReachedStage,
  type Standing,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { CollectionStore } from '../database/CollectionStore';
import type {
  CurrentUseCase,
  EvaluationStore,
} from '../database/EvaluationStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { SyncClock } from '../sync/SyncClock';

/** What is worked out from everything: kept for some milliseconds. */
const MAX_AGE = 5_000;

type Adoption = OrganizationMaturityResponse['adoption'][number];

/** What is of interest of an evaluation here: a hundredth of it. */
interface Digest {
  revision: number;
  stage: ReachedStage;
  firstInProductionAt?: string;
  inProduction: boolean;
  missing: Pick<CriterionResult, 'id' | 'verdict'>[];
  standings: Record<string, Standing>;
  templates: Omit<Adoption, 'useCases'>[];
}

type UseCase = CurrentUseCase & { digest: Digest | undefined };

function standingOf(result: CriterionResult): Standing {
  const { verdict } = result;
  return verdict === 'met' || holdsBack(result) ? verdict : 'waived';
}

/** The versions of templates that a use case has projects of, each once. */
function templatesOf({ accounts }: Evidence): Digest['templates'] {
  const found = new Map<string, Digest['templates'][number]>();
  for (const { projects } of valueOr(accounts, [])) {
    for (const { template } of valueOr(projects, [])) {
      if (template) {
        const version = template.version ?? 'removed';
        found.set(`${template.name}@${version}`, {
          template: template.name,
          version,
          supported: template.supported ?? false,
        });
      }
    }
  }
  return [...found.values()];
}

function digestOf(
  revision: number,
  evidence: Evidence,
  maturity: Maturity,
): Digest {
  const results = maturity.stages.flatMap(({ criteria }) => criteria);
  return {
    revision,
    stage: maturity.stage,
    firstInProductionAt: evidence.firstInProductionAt,
    inProduction: servingInProduction(evidence).length > 0,
    missing: missingCriteria(maturity).map(({ id, verdict }) => ({
      id,
      verdict,
    })),
    standings: Object.fromEntries(
      results.map(result => [result.id, standingOf(result)]),
    ),
    templates: templatesOf(evidence),
  };
}

function adoptionOf(useCases: UseCase[]): Adoption[] {
  const found = new Map<string, Adoption>();
  for (const { name, digest } of useCases) {
    for (const used of digest?.templates ?? []) {
      const key = `${used.template}@${used.version}`;
      const entry = found.get(key) ?? { ...used, useCases: [] };
      entry.useCases.push(name);
      found.set(key, entry);
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      a.template.localeCompare(b.template) ||
      b.version.localeCompare(a.version, 'en', { numeric: true }),
  );
}

/** What the view works with. */
export interface OrganizationViewOptions {
  criteria: readonly Criterion[];
  evaluations: EvaluationStore;
  library: LibraryStore;
  collections: CollectionStore;
  clock: SyncClock;
  now: () => Date;
}

/**
 * Sees all use cases at once. Of each it remembers what it needs, and reads only
 * the evaluations that were written since.
 */
export class OrganizationView {
  readonly #options: OrganizationViewOptions;
  readonly #digests = new Map<string, Digest>();
  #read?: { at: number; useCases: Promise<UseCase[]> };

  constructor(options: OrganizationViewOptions) {
    this.#options = options;
  }

  /** How mature the organization is as a whole. */
  async maturity(): Promise<OrganizationMaturityResponse> {
    const { library, collections, clock, now } = this.#options;
    const [useCases, templates, { observedAt, failure }] = await Promise.all([
      this.#useCases(),
      library.all(),
      collections.get('library'),
    ]);
    return {
      ...evaluateOrganization(
        {
          library: observedAt
            ? {
                state: 'collected',
                value: templates,
                observedAt,
                staleReason: failure,
              }
            : {
                state: 'unknown',
                reason: failure ?? 'The library has not been read yet.',
              },
          useCases: useCases.map(({ digest, ...useCase }) => ({
            ...useCase,
            stage: digest?.stage ?? 'none',
            firstInProductionAt: digest?.firstInProductionAt,
            inProduction: digest?.inProduction ?? false,
          })),
        },
        now(),
      ),
      bottlenecks: bottlenecks(
        useCases.map(({ digest }) => this.#missing(digest)),
      ),
      adoption: adoptionOf(useCases),
      checkedAt: await clock.lastSyncAt(),
    };
  }

  /** How every use case stands in every criterion. */
  async useCases(): Promise<OrganizationUseCases> {
    const { criteria, clock } = this.#options;
    return {
      criteria: criteria.map(({ id, stage, title }) => ({ id, stage, title })),
      useCases: (await this.#useCases()).map(
        ({ name, title, owner, registeredAt, digest }) => ({
          name,
          title,
          owner,
          stage: digest?.stage ?? 'none',
          registeredAt,
          firstInProductionAt: digest?.firstInProductionAt,
          standings: criteria.map(({ id }) => digest?.standings[id] ?? null),
        }),
      ),
      checkedAt: await clock.lastSyncAt(),
    };
  }

  /** What a use case lacks, in words; not what the portal no longer judges. */
  #missing(digest: Digest | undefined) {
    return (digest?.missing ?? []).flatMap(({ id, verdict }) =>
      this.#options.criteria
        .filter(criterion => criterion.id === id)
        .map(({ stage, title }) => ({ id, stage, title, verdict })),
    );
  }

  #useCases(): Promise<UseCase[]> {
    const at = this.#options.now().getTime();
    if (!this.#read || at - this.#read.at > MAX_AGE) {
      const read = { at, useCases: this.#readUseCases() };
      this.#read = read;
      read.useCases.catch(() => {
        if (this.#read === read) {
          this.#read = undefined;
        }
      });
    }
    return this.#read.useCases;
  }

  async #readUseCases(): Promise<UseCase[]> {
    const { evaluations } = this.#options;
    const current = await evaluations.current();
    const written = current.filter(
      ({ name, revision }) =>
        revision !== undefined &&
        revision !== this.#digests.get(name)?.revision,
    );
    for await (const { revision, evidence, maturity } of evaluations.of(
      written.map(({ name }) => name),
    )) {
      this.#digests.set(
        evidence.useCase,
        digestOf(revision, evidence, maturity),
      );
    }
    return current.map(useCase => ({
      ...useCase,
      digest: this.#digests.get(useCase.name),
    }));
  }
}
