import type { LibraryTemplate } from '@mlops-portal/backstage-plugin-mlops-common';
import { createTestDatabases, newDatabase } from '../__testUtils__/databases';
import { CollectionStore } from './CollectionStore';
import { LibraryStore } from './LibraryStore';

const databases = createTestDatabases();

function template(
  productId: string,
  changes: Partial<LibraryTemplate> = {},
): LibraryTemplate {
  return {
    name: productId,
    productId,
    description: '',
    owner: 'group:default/platform',
    versions: [],
    ...changes,
  };
}

describe.each(databases.eachSupportedId())('LibraryStore on %p', engine => {
  it('says whether what was seen is new', async () => {
    const library = new LibraryStore(await newDatabase(databases, engine));
    const [a, b, c] = [
      template('prod-b', { name: 'Zoo' }),
      template('prod-a', { name: 'train-and-register' }),
      template('prod-c', { name: 'Batch inference' }),
    ];
    expect(await library.replaceAll([])).toBe(false);
    expect(await library.replaceAll([a, b, c])).toBe(true);
    expect(await library.replaceAll([c, b, a])).toBe(false);
    expect(await library.replaceAll([c, b, { ...a, stage: 'initial' }])).toBe(
      true,
    );
    expect(await library.replaceAll([b, c])).toBe(true);
    expect((await library.all()).map(({ name }) => name)).toEqual([
      'Batch inference',
      'train-and-register',
    ]);
    expect(await library.replaceAll([])).toBe(true);
    expect(await library.all()).toEqual([]);
  });

  it('keeps products of the same name, and of a long one', async () => {
    const library = new LibraryStore(await newDatabase(databases, engine));
    const name = 'n'.repeat(8191);
    const templates = [
      template('prod-1', { name }),
      template('prod-2', { name }),
    ];
    await library.replaceAll(templates);
    expect(await library.all()).toEqual(templates);
  });

  it('takes two readings at the same time', async () => {
    const library = new LibraryStore(await newDatabase(databases, engine));
    const templates = [template('prod-1'), template('prod-2')];
    await Promise.all([
      library.replaceAll(templates),
      library.replaceAll([...templates].reverse()),
    ]);
    expect(await library.all()).toEqual(templates);
  });
});

describe.each(databases.eachSupportedId())('CollectionStore on %p', engine => {
  it('remembers the last success through failures', async () => {
    const collections = new CollectionStore(
      await newDatabase(databases, engine),
    );
    expect(await collections.get('library')).toEqual({});

    await collections.failed('library', 'AccessDenied', undefined);
    expect(await collections.get('library')).toEqual({
      failure: 'AccessDenied',
    });

    const observedAt = '2026-11-24T10:00:00.000Z';
    await collections.succeeded('library', observedAt);
    expect(await collections.get('library')).toEqual({ observedAt });

    await collections.succeeded('library', '2026-11-24T11:00:00.000Z');
    expect(await collections.get('library')).toEqual({ observedAt });

    const lastSuccessAt = '2026-11-24T12:00:00.000Z';
    await collections.failed('library', 'Throttling', lastSuccessAt);
    await collections.failed('library', 'Throttling', '2026-11-24T13:00:00Z');
    await collections.failed('library', 'AccessDenied', '2026-11-24T14:00:00Z');
    expect(await collections.get('library')).toEqual({
      observedAt: lastSuccessAt,
      failure: 'AccessDenied',
    });
    expect(await collections.get('organization')).toEqual({});
  });
});
