// The same creation through the API alone, with a guest's token.
import type {
  AccountsPage,
  Maturity,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { guestApi } from './api';
import { expect, test } from './portal';

const VALUES = {
  name: 'returns-forecast',
  title: 'Returns forecast',
  description: 'Which parcels come back',
  owner: 'group:default/supply-chain',
  domain: 'logistics',
  costCenter: 'cc-4711',
  environments: ['experimentation', 'dev', 'test', 'prod'],
  projectTemplate: 'train-and-register',
};

interface CatalogEntity {
  metadata: { name: string; labels?: Record<string, string> };
  relations: { type: string; targetRef: string }[];
}

test.describe.configure({ mode: 'serial' });

test('a use case is created through the scaffolder API', async ({ portal }) => {
  const api = await guestApi(portal);

  const { status, log } = await api.run('create-use-case', VALUES);

  expect(status, log).toBe('completed');
  const { body: useCase } = await api.get<UseCaseDetail>(
    '/mlops/use-cases/returns-forecast',
  );
  expect(useCase).toMatchObject({
    title: 'Returns forecast',
    owner: 'group:default/supply-chain',
    domain: 'logistics',
    costCenter: 'cc-4711',
    registeredBy: 'user:default/guest',
    stage: 'initial',
    nextStage: 'repeatable',
  });
  expect(useCase.accounts.map(({ status: state }) => state)).toEqual(
    Array(4).fill('ACTIVE'),
  );
  const { body: accounts } = await api.get<AccountsPage>(
    '/mlops/accounts?useCase=returns-forecast',
  );
  expect(
    Object.fromEntries(
      accounts.items.map(({ environment, organizationalUnit }) => [
        environment,
        organizationalUnit?.name,
      ]),
    ),
  ).toEqual({
    experimentation: 'Experimentation',
    dev: 'Development',
    test: 'Testing',
    prod: 'Production',
  });
});

test('it is in the catalog, with its accounts and their relations', async ({
  portal,
}) => {
  const api = await guestApi(portal);
  const entity = async (kind: string, name: string) =>
    (
      await api.get<CatalogEntity>(
        `/catalog/entities/by-name/${kind}/default/${name}`,
      )
    ).body;

  await expect
    .poll(async () => (await entity('system', 'returns-forecast')).metadata)
    .toMatchObject({ labels: { 'mlops-portal.io/stage': 'initial' } });
  await expect
    .poll(async () =>
      (await entity('resource', 'returns-forecast-prod')).relations?.map(
        ({ type, targetRef }) => `${type} ${targetRef}`,
      ),
    )
    .toEqual(
      expect.arrayContaining([
        'ownedBy group:default/supply-chain',
        'partOf system:default/returns-forecast',
      ]),
    );
});

test('the same creation again changes nothing and says so', async ({
  portal,
}) => {
  const api = await guestApi(portal);
  const before = await api.get<AccountsPage>('/mlops/accounts?limit=200');

  const { status, log } = await api.run('create-use-case', VALUES);

  expect(status, log).toBe('completed');
  expect(log).toMatch(
    /is registered already, since [\d-]+ by \S+; nothing changed/,
  );
  expect(log.match(/exists already in \w+; nothing changed/g)).toHaveLength(4);
  expect(log).toMatch(/Project returns-forecast exists already/);
  const after = await api.get<AccountsPage>('/mlops/accounts?limit=200');
  expect(after.body.items.map(({ accountId }) => accountId)).toEqual(
    before.body.items.map(({ accountId }) => accountId),
  );
});

test('a name and an owner are enough', async ({ portal }) => {
  const api = await guestApi(portal);

  const { status, log } = await api.run('create-use-case', {
    name: 'parcel-weight',
    owner: 'group:default/supply-chain',
  });

  expect(status, log).toBe('completed');
  const { body } = await api.get<UseCaseDetail>(
    '/mlops/use-cases/parcel-weight',
  );
  expect(body.stage).toBe('initial');
  expect(body.accounts.map(({ environment }) => environment)).toEqual([
    'experimentation',
  ]);
});

test('the remedy of a missing Studio deploys it', async ({ portal }) => {
  const api = await guestApi(portal);
  const { body: before } = await api.get<Maturity>(
    '/mlops/use-cases/delivery-time-prediction/maturity',
  );
  const studio = before.stages[0].criteria.find(
    ({ id }) => id === 'initial.studio',
  );
  expect(studio?.verdict).toBe('unmet');

  const { status, log } = await api.run(
    studio?.remedy?.template ?? '',
    studio?.remedy?.values ?? {},
  );

  expect(status, log).toBe('completed');
  const { body: after } = await api.get<UseCaseDetail>(
    '/mlops/use-cases/delivery-time-prediction',
  );
  expect(after.stage).toBe('initial');
});

test('a request that cannot be right creates nothing, and names every field at fault', async ({
  portal,
}) => {
  const api = await guestApi(portal);

  const { status, log } = await api.run('create-use-case', {
    name: 'parcel-size',
    owner: 'group:default/nobody',
    environments: ['test'],
    projectTemplate: 'no-such-template',
  });

  expect(status).toBe('failed');
  expect(log).toContain('Nothing was created.');
  expect(log).toContain('owner: group:default/nobody is not a group');
  expect(log).toContain('projectTemplate: the library has no no-such-template');
  expect(log).toContain('environments: a project needs the dev');
  const { status: found } = await api.get('/mlops/use-cases/parcel-size');
  expect(found).toBe(404);
});

test('what AWS refuses is told, and the retry continues where it stopped', async ({
  portal,
}) => {
  const api = await guestApi(portal);
  const fault = await fetch(`${portal.sandbox}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      faults: [
        {
          effect: 'fail',
          operation: 'organizations:MoveAccount',
          error: 'AccessDeniedException',
          message: 'You may not move accounts.',
          count: 1,
        },
      ],
    }),
  });
  expect(fault.status, await fault.text()).toBeLessThan(300);

  const values = {
    name: 'basket-analysis',
    owner: 'group:default/marketing',
    environments: ['experimentation', 'dev'],
    projectTemplate: '',
  };
  const first = await api.run('create-use-case', values);
  expect(first.status).toBe('failed');
  expect(first.log).toContain('AccessDeniedException');
  expect(first.log).toContain('Retry continues with what is missing.');

  const retried = await api.retry(first.id);
  expect(retried.status, retried.log).toBe('completed');
  const { body: accounts } = await api.get<AccountsPage>(
    '/mlops/accounts?useCase=basket-analysis',
  );
  expect(accounts.items.map(({ name }) => name)).toEqual([
    'basket-analysis-dev',
    'basket-analysis-experimentation',
  ]);
});

test('the API describes itself', async ({ portal }) => {
  const api = await guestApi(portal);
  const { body } = await api.get<{
    openapi: string;
    paths: Record<string, unknown>;
  }>('/mlops/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(Object.keys(body.paths)).toContain('/use-cases/{name}/maturity');
});
