import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  LibraryTemplate,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { templateEntity, useCaseEntities } from './entities';
import type { MlopsApi } from './MlopsApi';

const LOCATION_KEY = 'mlops';

/** Under which name the library stands among what was given; no use case can be called so. */
const LIBRARY = ' library';

function deferred(entity: Entity): DeferredEntity {
  return { entity, locationKey: LOCATION_KEY };
}

/**
 * Keeps use cases, their accounts and projects, and the template library in the
 * catalog. As soon as one use case or the library changes, what differs from
 * what was last given is given again. From time to time all of it is given,
 * which mends what was missed, such as what another replica gave or took; the
 * catalog itself writes only the differences then.
 */
export class MlopsEntityProvider implements EntityProvider {
  readonly #api: MlopsApi;
  readonly #logger: LoggerService;
  readonly #templateOwner: string;
  readonly #given = new Map<string, Map<string, Entity>>();
  #connection?: EntityProviderConnection;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: {
    api: MlopsApi;
    logger: LoggerService;
    /** Owner of library templates that name none. */
    templateOwner: string;
  }) {
    this.#api = options.api;
    this.#logger = options.logger;
    this.#templateOwner = options.templateOwner;
  }

  getProviderName(): string {
    return 'mlops';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Reads everything and puts it in place of all that was there. */
  refreshAll(): Promise<void> {
    return this.#inTurn(async connection => {
      const { items, observedAt } = await this.#api.templates();
      const useCases: UseCaseDetail[] = [];
      for (const name of await this.#api.useCaseNames()) {
        const useCase = await this.#api.useCase(name);
        if (useCase) {
          useCases.push(useCase);
        }
      }
      const templates = this.#templateEntities(items);
      const byUseCase = useCases.map(useCase => ({
        name: useCase.name,
        entities: useCaseEntities(useCase),
      }));
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
      this.#logger.info(
        `Gave the catalog ${byUseCase.length} use cases and ${
          templates.length
        } library templates${
          observedAt ? '' : ' (the library has not been read yet)'
        }`,
      );
    });
  }

  /** Reads one use case and gives the catalog what changed of it. */
  refreshUseCase(name: string): Promise<void> {
    return this.#inTurn(async connection => {
      const useCase = await this.#api.useCase(name);
      const entities = useCase ? useCaseEntities(useCase) : [];
      await this.#giveChanges(connection, name, entities);
    });
  }

  /** Reads the template library and gives the catalog what changed of it. */
  refreshLibrary(): Promise<void> {
    return this.#inTurn(async connection => {
      const { items } = await this.#api.templates();
      const entities = this.#templateEntities(items);
      await this.#giveChanges(connection, LIBRARY, entities);
    });
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
