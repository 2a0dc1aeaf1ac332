import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { LibraryTemplate } from '@mlops-portal/backstage-plugin-mlops-common';
import pLimit from 'p-limit';
import { templateEntity, useCaseEntities } from './entities';
import type { MlopsApi } from './MlopsApi';

const LOCATION_KEY = 'mlops';

/** Under which name the library stands among what was given; no use case can be called so. */
const LIBRARY = ' library';

function deferred(entity: Entity): DeferredEntity {
  return { entity, locationKey: LOCATION_KEY };
}

/** After how many milliseconds all is given once more, which mends what was missed, such as what another replica gave or took. */
const GIVE_ALL_AFTER = 6 * 60 * 60_000;

/** How many use cases are read at the same time. */
const CONCURRENCY = 8;

/**
 * Keeps use cases, their accounts, models and projects, and the template library
 * in the catalog. As soon as one use case or the library changes it is given
 * again. From time to time the revisions of all are looked at, and what was
 * missed is given; nothing is read or given of what is as it was.
 */
export class MlopsEntityProvider implements EntityProvider {
  readonly #api: MlopsApi;
  readonly #logger: LoggerService;
  readonly #templateOwner: string;
  readonly #now: () => number;
  readonly #given = new Map<string, Map<string, Entity>>();
  /** By name of the use case. */
  #revisions = new Map<string, string>();
  #allGivenAt?: number;
  #connection?: EntityProviderConnection;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: {
    api: MlopsApi;
    logger: LoggerService;
    /** Owner of library templates that name none. */
    templateOwner: string;
    now?: () => number;
  }) {
    this.#api = options.api;
    this.#logger = options.logger;
    this.#templateOwner = options.templateOwner;
    this.#now = options.now ?? Date.now;
  }

  getProviderName(): string {
    return 'mlops';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Gives what is not as it was given; at first, and a few times a day, all in place of all that was there. */
  refreshAll(): Promise<void> {
    return this.#inTurn(async connection => {
      const now = this.#now();
      if (
        this.#allGivenAt === undefined ||
        now - this.#allGivenAt >= GIVE_ALL_AFTER
      ) {
        await this.#giveAll(connection);
        this.#allGivenAt = now;
        return;
      }
      const revisions = await this.#api.useCaseRevisions();
      const names = new Set([...revisions.keys(), ...this.#revisions.keys()]);
      for (const name of names) {
        if (revisions.get(name) !== this.#revisions.get(name)) {
          await this.#giveUseCase(connection, name);
        }
      }
      this.#revisions = revisions;
      await this.#giveLibrary(connection);
    });
  }

  /** Reads one use case and gives the catalog what changed of it. */
  refreshUseCase(name: string): Promise<void> {
    return this.#inTurn(connection => this.#giveUseCase(connection, name));
  }

  /** Reads the template library and gives the catalog what changed of it. */
  refreshLibrary(): Promise<void> {
    return this.#inTurn(connection => this.#giveLibrary(connection));
  }

  async #giveAll(connection: EntityProviderConnection): Promise<void> {
    const { items, observedAt } = await this.#api.templates();
    const revisions = await this.#api.useCaseRevisions();
    const limit = pLimit(CONCURRENCY);
    const useCases = await Promise.all(
      [...revisions.keys()].map(name => limit(() => this.#api.useCase(name))),
    );
    const templates = this.#templateEntities(items);
    const byUseCase = useCases.flatMap(useCase =>
      useCase
        ? [
            {
              name: useCase.name,
              entities: useCaseEntities(useCase),
            },
          ]
        : [],
    );
    await connection.applyMutation({
      type: 'full',
      entities: [
        ...byUseCase.flatMap(({ entities }) => entities),
        ...templates,
      ].map(deferred),
    });
    this.#given.clear();
    this.#remember(LIBRARY, templates);
    for (const { name, entities } of byUseCase) {
      this.#remember(name, entities);
    }
    this.#revisions = revisions;
    this.#logger.info(
      `Gave the catalog ${byUseCase.length} use cases and ${
        templates.length
      } library templates${
        observedAt ? '' : ' (the library has not been read yet)'
      }`,
    );
  }

  async #giveUseCase(
    connection: EntityProviderConnection,
    name: string,
  ): Promise<void> {
    const useCase = await this.#api.useCase(name);
    const entities = useCase ? useCaseEntities(useCase) : [];
    await this.#giveChanges(connection, name, entities);
  }

  async #giveLibrary(connection: EntityProviderConnection): Promise<void> {
    const { items } = await this.#api.templates();
    const entities = this.#templateEntities(items);
    await this.#giveChanges(connection, LIBRARY, entities);
  }

  #templateEntities(templates: LibraryTemplate[]): Entity[] {
    const entities = new Map<string, Entity>();
    for (const template of templates) {
      const entity = templateEntity(template, this.#templateOwner);
      const ref = stringifyEntityRef(entity);
      if (entities.has(ref)) {
        this.#logger.warn(
          `The library has two products called ${template.name}; the catalog shows one of them, not ${template.productId}`,
        );
      } else {
        entities.set(ref, entity);
      }
    }
    return [...entities.values()];
  }

  async #giveChanges(
    connection: EntityProviderConnection,
    name: string,
    entities: Entity[],
  ): Promise<void> {
    const before = this.#given.get(name) ?? new Map<string, Entity>();
    const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));
    const added = entities.filter(
      entity =>
        JSON.stringify(before.get(stringifyEntityRef(entity))) !==
        JSON.stringify(entity),
    );
    const removed = [...before]
      .filter(([ref]) => !refs.has(ref))
      .map(([, entity]) => entity);
    if (added.length + removed.length === 0) {
      return;
    }
    await connection.applyMutation({
      type: 'delta',
      added: added.map(deferred),
      removed: removed.map(deferred),
    });
    this.#remember(name, entities);
    this.#logger.info(
      `${name.trim()}: ${added.length} entities added or changed, ${removed.length} removed`,
    );
  }

  #remember(name: string, entities: Entity[]): void {
    this.#given.set(
      name,
      new Map(entities.map(entity => [stringifyEntityRef(entity), entity])),
    );
  }

  /** Runs one mutation after another, so that an older reading never overwrites a newer one. */
  #inTurn(
    work: (connection: EntityProviderConnection) => Promise<void>,
  ): Promise<void> {
    const turn = this.#queue.then(() => {
      if (!this.#connection) {
        throw new Error('The catalog has not connected the mlops provider.');
      }
      return work(this.#connection);
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
