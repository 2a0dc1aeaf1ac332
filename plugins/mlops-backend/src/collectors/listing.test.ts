import { listAll, unlessGone } from './listing';

async function* pagesOf(...pages: (number[] | undefined)[]) {
  for (const items of pages) {
    yield { items };
  }
}

function failure(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

describe('listAll', () => {
  it('takes the items of all pages, also of those that have none', async () => {
    await expect(
      listAll(pagesOf([1, 2], undefined, [3]), page => page.items),
    ).resolves.toEqual([1, 2, 3]);
  });

  it('takes no more than it is to, and asks for no page after that', async () => {
    const asked: number[] = [];
    const items = await listAll(
      pagesOf([1, 2], [3, 4], [5]),
      page => {
        asked.push(page.items?.[0] ?? 0);
        return page.items;
      },
      3,
    );

    expect(items).toEqual([1, 2, 3]);
    expect(asked).toEqual([1, 3]);
  });
});

describe('unlessGone', () => {
  it.each([
    ['ResourceNotFound', "Pipeline 'churn' does not exist."],
    ['ResourceNotFoundException', ''],
    ['PipelineNotFoundException', ''],
    ['TrailNotFoundException', ''],
    ['ValidationException', 'Could not find endpoint "churn".'],
    ['ValidationException', 'ModelPackage churn/1 does not exist.'],
  ])('answers nothing for %s: %s', async (name, message) => {
    await expect(
      unlessGone(async () => {
        throw failure(name, message);
      }),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['AccessDeniedException', 'no identity-based policy allows it'],
    ['ValidationException', 'Invalid pagination token'],
  ])('lets %s through: %s', async (name, message) => {
    const error = failure(name, message);
    await expect(
      unlessGone(async () => {
        throw error;
      }),
    ).rejects.toBe(error);
  });

  it('answers what there is', async () => {
    await expect(unlessGone(async () => 42)).resolves.toBe(42);
  });
});
