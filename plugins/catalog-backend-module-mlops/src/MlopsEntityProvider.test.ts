import { mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type {
  LibraryTemplate,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { account, project, template, useCase } from './__testUtils__/useCases';
import type { MlopsApi } from './MlopsApi';
import { MlopsEntityProvider } from './MlopsEntityProvider';

/** A backend that knows what it is told, and a catalog that writes down what it is given. */
async function start(
  options: { useCases?: UseCaseDetail[]; templates?: LibraryTemplate[] } = {},
) {
  const known = {
    useCases: new Map(options.useCases?.map(entry => [entry.name, entry])),
    templates: options.templates ?? [],
    /** Awaited before a use case is told of. */
    before: async () => {},
  };
  const api: MlopsApi = {
    useCaseRevisions: async () =>
      new Map(
        [...known.useCases].map(([name, entry]) => [
          name,
          JSON.stringify(entry),
        ]),
      ),
    async useCase(name) {
      const found = known.useCases.get(name);
      await known.before();
      return found;
    },
    templates: async () => ({
      items: known.templates,
      totalItems: known.templates.length,
      pageInfo: {},
    }),
  };
  const clock = { now: 0 };
  const mutations: EntityProviderMutation[] = [];
  const connection: EntityProviderConnection = {
    async applyMutation(mutation) {
      mutations.push(mutation);
    },
    async refresh() {},
  };
  const logger = mockServices.logger.mock();
  const provider = new MlopsEntityProvider({
    api,
    logger,
    templateOwner: 'group:default/platform',
    now: () => clock.now,
  });
  await provider.connect(connection);
  return { known, clock, mutations, connection, logger, provider };
}

function refsOf(mutation: EntityProviderMutation | undefined) {
  const refs = (
    entities: { entity: Parameters<typeof stringifyEntityRef>[0] }[],
  ) => entities.map(({ entity }) => stringifyEntityRef(entity));
  if (!mutation || mutation.type === 'full') {
    return { full: refs((mutation?.entities ?? []) as never) };
  }
  return {
    added: refs((mutation.added ?? []) as never),
    removed: refs((mutation.removed ?? []) as never),
  };
}

const CHURN = 'churn-prediction';
const SYSTEM = `system:default/${CHURN}`;
const DEV = `resource:default/${CHURN}-dev`;
const PROJECT = `component:default/${CHURN}-p-abcdef123456`;
const TEMPLATE = 'resource:default/train-and-register';

describe('refreshUseCase', () => {
  it('gives a new use case, and nothing the second time', async () => {
    const { mutations, provider } = await start({ useCases: [useCase()] });
    await provider.refreshUseCase(CHURN);
    await provider.refreshUseCase(CHURN);
    expect(mutations.map(refsOf)).toEqual([{ added: [SYSTEM], removed: [] }]);
    expect(mutations[0]).toMatchObject({ added: [{ locationKey: 'mlops' }] });
  });

  it('gives only the entities that changed', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase({}, [account('dev')])],
    });
    await provider.refreshUseCase(CHURN);
    known.useCases.set(CHURN, useCase({}, [account('dev', {}, [project()])]));
    await provider.refreshUseCase(CHURN);
    known.useCases.set(
      CHURN,
      useCase({ stage: 'initial' }, [account('dev', {}, [project()])]),
    );
    await provider.refreshUseCase(CHURN);
    expect(mutations.map(refsOf)).toEqual([
      { added: [SYSTEM, DEV], removed: [] },
      { added: [PROJECT], removed: [] },
      { added: [SYSTEM], removed: [] },
    ]);
  });

  it('takes away accounts and projects of a use case that is retired, and leaves its page', async () => {
    const all = [account('dev', {}, [project()])];
    const { known, mutations, provider } = await start({
      useCases: [useCase({}, all)],
    });
    await provider.refreshUseCase(CHURN);
    known.useCases.set(
      CHURN,
      useCase({ retiredAt: '2026-11-25T00:00:00.000Z' }, all),
    );
    await provider.refreshUseCase(CHURN);
    expect(refsOf(mutations[1])).toEqual({
      added: [SYSTEM],
      removed: [DEV, PROJECT],
    });
  });

  it('takes away what is gone', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase({}, [account('dev', {}, [project()])])],
    });
    await provider.refreshUseCase(CHURN);
    known.useCases.set(CHURN, useCase({}, [account('dev')]));
    await provider.refreshUseCase(CHURN);
    known.useCases.clear();
    await provider.refreshUseCase(CHURN);
    await provider.refreshUseCase(CHURN);
    expect(mutations.slice(1).map(refsOf)).toEqual([
      { added: [], removed: [PROJECT] },
      { added: [], removed: [SYSTEM, DEV] },
    ]);
  });

  it('leaves other use cases alone', async () => {
    const { mutations, provider } = await start({
      useCases: [useCase(), useCase({ name: 'other-one' })],
    });
    await provider.refreshUseCase('other-one');
    expect(mutations.map(refsOf)).toEqual([
      { added: ['system:default/other-one'], removed: [] },
    ]);
  });
});

describe('refreshAll', () => {
  it('gives everything, after which only changes are given', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase({}, [account('dev')]), useCase({ name: 'other-one' })],
      templates: [template()],
    });
    await provider.refreshAll();
    expect(mutations.map(refsOf)).toEqual([
      { full: [SYSTEM, DEV, 'system:default/other-one', TEMPLATE] },
    ]);

    await provider.refreshUseCase(CHURN);
    await provider.refreshLibrary();
    expect(mutations).toHaveLength(1);

    known.useCases.set(CHURN, useCase());
    await provider.refreshUseCase(CHURN);
    expect(refsOf(mutations[1])).toEqual({ added: [], removed: [DEV] });
  });

  it('gives nothing a second time, and reads no use case whose revision is the same', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase({}, [account('dev')]), useCase({ name: 'other-one' })],
      templates: [template()],
    });
    await provider.refreshAll();
    known.before = async () => {
      throw new Error('A use case was read');
    };
    await provider.refreshAll();
    expect(mutations).toHaveLength(1);
  });

  it('gives what it missed', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase({}, [account('dev')]), useCase({ name: 'other-one' })],
    });
    await provider.refreshAll();
    known.useCases.set(CHURN, useCase({}, [account('dev', {}, [project()])]));
    known.templates = [template()];
    await provider.refreshAll();
    expect(mutations.slice(1).map(refsOf)).toEqual([
      { added: [PROJECT], removed: [] },
      { added: [TEMPLATE], removed: [] },
    ]);
  });

  it('gives all once more after some hours', async () => {
    const { clock, mutations, provider } = await start({
      useCases: [useCase()],
    });
    await provider.refreshAll();
    clock.now += 7 * 60 * 60_000;
    await provider.refreshAll();
    expect(mutations.map(refsOf)).toEqual([
      { full: [SYSTEM] },
      { full: [SYSTEM] },
    ]);
  });

  it('forgets what is gone', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase(), useCase({ name: 'other-one' })],
    });
    await provider.refreshAll();
    known.useCases.delete('other-one');
    await provider.refreshAll();
    expect(refsOf(mutations[1])).toEqual({
      added: [],
      removed: ['system:default/other-one'],
    });
    await provider.refreshUseCase('other-one');
    expect(mutations).toHaveLength(2);
  });

  it('leaves out a use case that goes away while it reads', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase(), useCase({ name: 'other-one' })],
    });
    known.before = async () => {
      known.useCases.delete('other-one');
    };
    await provider.refreshAll();
    expect(mutations.map(refsOf)).toEqual([{ full: [SYSTEM] }]);
  });

  it('takes nothing away when the backend does not answer', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase()],
    });
    known.before = async () => {
      throw new Error('The backend does not answer');
    };
    await expect(provider.refreshAll()).rejects.toThrow('does not answer');
    expect(mutations).toEqual([]);
  });
});

describe('refreshLibrary', () => {
  it('gives new and changed templates, and takes away those that are gone', async () => {
    const { known, mutations, provider } = await start({
      templates: [template()],
    });
    await provider.refreshLibrary();
    await provider.refreshLibrary();
    known.templates = [
      template(),
      template({ name: 'second', productId: 'p2' }),
    ];
    await provider.refreshLibrary();
    known.templates = [
      template({ description: 'New words.' }),
      template({ name: 'second', productId: 'p2' }),
    ];
    await provider.refreshLibrary();
    known.templates = [template({ description: 'New words.' })];
    await provider.refreshLibrary();
    expect(mutations.map(refsOf)).toEqual([
      { added: [TEMPLATE], removed: [] },
      { added: ['resource:default/second'], removed: [] },
      { added: [TEMPLATE], removed: [] },
      { added: [], removed: ['resource:default/second'] },
    ]);
  });

  it('shows one of two products of the same name, and says so', async () => {
    const { mutations, logger, provider } = await start({
      templates: [
        template(),
        template({ name: 'Train-And-Register', productId: 'prod-second' }),
      ],
    });
    await provider.refreshLibrary();
    await provider.refreshAll();
    expect(mutations.map(refsOf)).toEqual([
      { added: [TEMPLATE], removed: [] },
      { full: [TEMPLATE] },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('prod-second'),
    );
  });
});

describe('turns', () => {
  it('are taken one after another, so that an older reading never comes last', async () => {
    const { known, mutations, provider } = await start({
      useCases: [useCase({ title: 'Old' })],
    });
    let release = () => {};
    known.before = () =>
      new Promise(resolve => {
        release = resolve;
      });
    const first = provider.refreshUseCase(CHURN);
    await new Promise(setImmediate);
    known.useCases.set(CHURN, useCase({ title: 'New' }));
    known.before = async () => {};
    const second = provider.refreshUseCase(CHURN);
    await new Promise(setImmediate);
    expect(mutations).toEqual([]);

    release();
    await Promise.all([first, second]);
    expect(
      mutations.map(mutation =>
        mutation.type === 'delta' && 'added' in mutation
          ? mutation.added.map(({ entity }) => entity.metadata.title)
          : [],
      ),
    ).toEqual([['Old'], ['New']]);
  });

  it('that fail do not stop those after them, and are made up for', async () => {
    const { mutations, connection, provider } = await start({
      useCases: [useCase()],
    });
    jest
      .spyOn(connection, 'applyMutation')
      .mockRejectedValueOnce(new Error('The catalog is busy'));
    const failing = provider.refreshUseCase(CHURN);
    const after = provider.refreshUseCase(CHURN);
    await expect(failing).rejects.toThrow('The catalog is busy');
    await after;
    expect(mutations.map(refsOf)).toEqual([{ added: [SYSTEM], removed: [] }]);
  });

  it('need a catalog', async () => {
    const provider = new MlopsEntityProvider({
      api: {
        useCaseRevisions: async () => new Map(),
        useCase: async () => undefined,
        templates: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
      },
      logger: mockServices.logger.mock(),
      templateOwner: 'group:default/platform',
    });
    await expect(provider.refreshAll()).rejects.toThrow(
      'The catalog has not connected the mlops provider.',
    );
  });
});
