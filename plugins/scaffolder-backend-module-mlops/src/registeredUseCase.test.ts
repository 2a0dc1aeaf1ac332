import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestRegistry } from './__testUtils__/registry';
import {
  knownUseCase,
  registeredUseCase,
  useCaseOfAccount,
} from './registeredUseCase';

const USER = mockCredentials.user();
const NAME = 'churn-prediction';

function start() {
  const registry = createTestRegistry({
    emailPattern: '{useCase}-{environment}@{domain}',
    emailDomain: 'example.com',
  });
  registry.has(NAME);
  return registry;
}

describe('registeredUseCase', () => {
  it('gives a use case that people work on', async () => {
    await expect(registeredUseCase(start(), NAME, USER)).resolves.toMatchObject(
      { name: NAME },
    );
  });

  it.each([
    ['begin', 'is being retired since'],
    ['complete', 'was retired on'],
  ] as const)(
    'refuses to add to one after the step %s of its retirement',
    async (step, words) => {
      const registry = start();
      await registry.retire(NAME, step, USER);

      await expect(registeredUseCase(registry, NAME, USER)).rejects.toThrow(
        `useCase: The use case ${NAME} ${words} 2026-02-01 by user:default/mock. Nothing can be added to it.`,
      );
      await expect(knownUseCase(registry, NAME, USER)).resolves.toMatchObject({
        name: NAME,
      });
    },
  );
});

describe('useCaseOfAccount', () => {
  it('gives the use case that an account belongs to', async () => {
    const registry = start();
    registry.has('fraud-detection', undefined, [
      { environment: 'dev', accountId: '111111111111', status: 'ACTIVE' },
    ]);

    await expect(
      useCaseOfAccount(registry, '111111111111', USER),
    ).resolves.toBe('fraud-detection');
  });

  it('says so when an account belongs to none', async () => {
    await expect(
      useCaseOfAccount(start(), '111111111111', USER),
    ).rejects.toThrow(
      'accountId: the portal knows of no use case that account 111111111111 belongs to.',
    );
  });

  it('says so when the registry does not answer', async () => {
    const registry = start();
    registry.useCaseOf = async () => {
      throw new Error('The mlops backend does not answer.');
    };

    await expect(
      useCaseOfAccount(registry, '111111111111', USER),
    ).rejects.toThrow('accountId: The mlops backend does not answer.');
  });
});
