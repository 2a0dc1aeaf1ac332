// The other side: Tech Insights, which judges what a fact retriever tells of use cases.
import {
  coreServices,
  createBackendModule,
  type BackendFeature,
  type ExtensionPoint,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { answer } from '../lib/child';
import { startLeanBackend, type LeanBackend } from '../lib/leanBackend';
import { measured, type Work } from '../lib/work';
import { loadPeer } from '../peers/load';
import type { Verdicts } from './portal.child';

interface FactRetriever {
  id: string;
  version: string;
  schema: Record<string, { type: string; description: string }>;
  handler(): Promise<
    {
      entity: { kind: string; namespace: string; name: string };
      facts: Record<string, number>;
    }[]
  >;
}

interface FactChecker {
  runChecks(entity: string): Promise<{ result: boolean }[]>;
}

interface FactCheckerFactory {
  construct(repository: unknown): FactChecker;
}

interface TechInsightsNode {
  techInsightsFactRetrieversExtensionPoint: ExtensionPoint<{
    addFactRetrievers(retrievers: Record<string, FactRetriever>): void;
  }>;
  techInsightsFactCheckerFactoryExtensionPoint: ExtensionPoint<{
    setFactCheckerFactory(factory: FactCheckerFactory): void;
  }>;
}

interface JsonRulesEngine {
  JsonRulesEngineFactCheckerFactory: {
    fromConfig(
      config: RootConfigService,
      options: { logger: LoggerService },
    ): FactCheckerFactory;
  };
}

const RETRIEVER = 'mlops-evidence';

let backend: LeanBackend | undefined;
let checker: FactChecker | undefined;
let verdicts: Verdicts[] = [];

/** A fact's name: rules have no dots in it. */
function factOf(criterion: string): string {
  return criterion.replace(/[^a-zA-Z0-9]/g, '_');
}

function entityOf(useCase: string) {
  return { kind: 'system', namespace: 'default', name: useCase };
}

/** Hands out the facts. They are in memory: nobody is asked for them. */
function retrieverOf(criteria: string[]): FactRetriever {
  return {
    id: RETRIEVER,
    version: '1.0.0',
    schema: Object.fromEntries(
      criteria.map(criterion => [
        factOf(criterion),
        { type: 'integer', description: criterion },
      ]),
    ),
    handler: async () =>
      verdicts.map(({ useCase, byCriterion }) => ({
        entity: entityOf(useCase),
        facts: Object.fromEntries(
          Object.entries(byCriterion).map(([criterion, verdict]) => [
            factOf(criterion),
            verdict,
          ]),
        ),
      })),
  };
}

/** Gives Tech Insights the facts, and keeps the checker that it makes. */
function moduleWith(retriever: FactRetriever): BackendFeature {
  const {
    techInsightsFactRetrieversExtensionPoint,
    techInsightsFactCheckerFactoryExtensionPoint,
  } = loadPeer<TechInsightsNode>(
    '@backstage-community/plugin-tech-insights-node',
  );
  const { JsonRulesEngineFactCheckerFactory } = loadPeer<JsonRulesEngine>(
    '@backstage-community/plugin-tech-insights-backend-module-jsonfc',
  );
  return createBackendModule({
    pluginId: 'tech-insights',
    moduleId: 'mlops-evidence',
    register(env) {
      env.registerInit({
        deps: {
          config: coreServices.rootConfig,
          logger: coreServices.logger,
          retrievers: techInsightsFactRetrieversExtensionPoint,
          checkers: techInsightsFactCheckerFactoryExtensionPoint,
        },
        async init({ config, logger, retrievers, checkers }) {
          retrievers.addFactRetrievers({ [RETRIEVER]: retriever });
          const factory = JsonRulesEngineFactCheckerFactory.fromConfig(config, {
            logger,
          });
          checkers.setFactCheckerFactory({
            construct(repository) {
              checker = factory.construct(repository);
              return checker;
            },
          });
        },
      });
    },
  });
}

function checksFor(criteria: string[]): JsonObject {
  return Object.fromEntries(
    criteria.map(criterion => [
      factOf(criterion),
      {
        type: 'json-rules-engine',
        name: criterion,
        description: criterion,
        factIds: [RETRIEVER],
        rule: {
          conditions: {
            all: [{ fact: factOf(criterion), operator: 'equal', value: 1 }],
          },
        },
      },
    ]),
  );
}

const methods = {
  /** Starts Tech Insights, with a check for each criterion. */
  async start(options: { database: JsonObject; verdicts: Verdicts[] }) {
    verdicts = options.verdicts;
    const criteria = Object.keys(verdicts[0].byCriterion);
    backend = await startLeanBackend({
      database: options.database,
      config: {
        techInsights: {
          factRetrievers: {
            [RETRIEVER]: {
              cadence: '*/15 * * * *',
              lifecycle: { timeToLive: { weeks: 2 } },
            },
          },
          factChecker: { checks: checksFor(criteria) },
        },
      },
      features: [
        Promise.resolve(
          loadPeer<{ default: BackendFeature }>(
            '@backstage-community/plugin-tech-insights-backend',
          ),
        ),
        Promise.resolve({ default: moduleWith(retrieverOf(criteria)) }),
      ],
    });
  },

  /** Takes the facts of all use cases and checks all of them. Answers also how many checks were passed. */
  async judgeAll(): Promise<Work & { passed: number }> {
    let passed = 0;
    const work = await measured(async () => {
      await backend?.run('tech-insights', RETRIEVER);
      for (const { useCase } of verdicts) {
        const results = await checker?.runChecks(
          stringifyEntityRef(entityOf(useCase)),
        );
        passed += results?.filter(({ result }) => result).length ?? 0;
      }
    });
    return { ...work, passed };
  },
};

/** What the other side can be asked. */
export type TechInsightsMethods = typeof methods;

if (require.main === module) {
  answer(methods);
}
