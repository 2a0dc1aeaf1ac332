// One backend with both lists: the portal's plugin with its registry, the catalog with a system for each use case.
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  type DeferredEntity,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import {
  defaultCriteria,
  evaluateMaturity,
  type Maturity,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { EvaluationStore } from '@mlops-portal/backstage-plugin-mlops-backend/src/database/EvaluationStore';
import { UseCaseStore } from '@mlops-portal/backstage-plugin-mlops-backend/src/database/UseCaseStore';
import { useCaseEntities } from '@mlops-portal/backstage-plugin-catalog-backend-module-mlops/src/entities';
import { catalogSettled } from '../lib/catalogQueue';
import { answer } from '../lib/child';
import { startLeanBackend, type LeanBackend } from '../lib/leanBackend';
import { portalConfig } from '../lib/portalConfig';
import { evidenceOf, useCaseOf } from './useCases';

const OUR_PAGE =
  '/mlops/use-cases?stage=initial&lifecycle=active&orderBy=title&order=asc&limit=50';

const THEIR_PAGE = `/catalog/entities/by-query?${new URLSearchParams({
  filter:
    'kind=system,spec.type=ml-use-case,metadata.labels.mlops-portal.io/stage=initial',
  orderField: 'metadata.title,asc',
  limit: '50',
})}`;

interface Page {
  items: unknown[];
  totalItems: number;
}

let backend: LeanBackend | undefined;
let connection: EntityProviderConnection | undefined;

/** Gives the catalog the systems, as the portal's module makes them, and nothing else: the fewer entities there are, the faster the catalog is. */
const systemsModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'systems',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'systems',
          async connect(connected) {
            connection = connected;
          },
        });
      },
    });
  },
});

function theBackend(): LeanBackend {
  if (!backend) {
    throw new Error('The backend has not been started.');
  }
  return backend;
}

/** Fills the registry. */
async function fill(count: number): Promise<void> {
  const knex = theBackend().database('mlops');
  const useCases = new UseCaseStore(knex);
  const evaluations = new EvaluationStore(knex);
  const criteria = defaultCriteria({
    guardRailPolicy: 'mlops-guardrails',
    timeToProductionTargetDays: 90,
  });
  const evaluatedAt = new Date();
  for (let index = 0; index < count; index += 1) {
    const useCase = useCaseOf(index);
    const evidence = evidenceOf(useCase, index);
    const maturity: Maturity = evaluateMaturity({
      evidence,
      criteria,
      waivers: [],
      evaluatedAt,
    });
    await useCases.register(useCase);
    await evaluations.save({
      evidence,
      maturity,
      owner: useCase.owner,
      checkedAt: evaluatedAt.toISOString(),
      before: undefined,
    });
  }
}

async function fillCatalog(count: number): Promise<void> {
  const useCases = new UseCaseStore(theBackend().database('mlops'));
  const entities: DeferredEntity[] = [];
  for (let index = 0; index < count; index += 1) {
    const useCase = await useCases.detail(useCaseOf(index).name);
    if (useCase) {
      entities.push(
        ...useCaseEntities(useCase)
          .filter(({ kind }) => kind === 'System')
          .map(entity => ({ entity, locationKey: 'mlops' })),
      );
    }
  }
  await connection?.applyMutation({ type: 'full', entities });
  await catalogSettled(theBackend().database('catalog'));
}

/** Has both databases learn what is in them, as PostgreSQL does by itself after a while. */
async function analyze(): Promise<void> {
  for (const pluginId of ['mlops', 'catalog']) {
    await theBackend().database(pluginId).raw('analyze');
  }
}

async function ask(path: string): Promise<{ page: Page; ms: number }> {
  const start = performance.now();
  const page = await theBackend().call<Page>('GET', path);
  return { page, ms: performance.now() - start };
}

async function times(path: string, count: number): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) {
    all.push((await ask(path)).ms);
  }
  return all;
}

const methods = {
  /** Starts the backend, and waits until both lists have all use cases. */
  async start(options: { database: JsonObject; useCases: number }) {
    backend = await startLeanBackend({
      database: options.database,
      // Nothing is asked of AWS here.
      config: portalConfig('http://127.0.0.1:9'),
      features: [
        import('@backstage/plugin-catalog-backend'),
        Promise.resolve({ default: systemsModule }),
        import('@mlops-portal/backstage-plugin-mlops-backend'),
      ],
    });
    await fill(options.useCases);
    await fillCatalog(options.useCases);
    await analyze();
    const ours = await ask(OUR_PAGE);
    const theirs = await ask(THEIR_PAGE);
    const names = (page: Page) =>
      (page.items as { name?: string; metadata?: { name: string } }[]).map(
        ({ name, metadata }) => metadata?.name ?? name,
      );
    if (
      ours.page.items.length === 0 ||
      ours.page.totalItems !== theirs.page.totalItems ||
      JSON.stringify(names(ours.page)) !== JSON.stringify(names(theirs.page))
    ) {
      throw new Error(
        `The pages differ: ours has ${ours.page.totalItems} (${names(ours.page).slice(0, 3)}), theirs ${theirs.page.totalItems} (${names(theirs.page).slice(0, 3)})`,
      );
    }
  },

  /** Milliseconds that our page took, over HTTP, each time. */
  async ours(count: number): Promise<number[]> {
    return times(OUR_PAGE, count);
  },

  /** Milliseconds that the catalog's page took. */
  async theirs(count: number): Promise<number[]> {
    return times(THEIR_PAGE, count);
  },
};

/** What the backend can be asked. */
export type ReadMethods = typeof methods;

if (require.main === module) {
  answer(methods);
}
