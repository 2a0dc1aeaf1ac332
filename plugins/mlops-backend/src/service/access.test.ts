import { mockCredentials } from '@backstage/backend-test-utils';
import {
  mlopsReadPermission,
  mlopsUseCaseCreatePermission,
  mlopsUseCaseRefreshPermission,
  mlopsUseCaseRetirePermission,
  mlopsWaiverManagePermission,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { startPortal, type Portal } from '../__testUtils__/portal';

let portal: Portal;

jest.setTimeout(180_000);

const REGISTRATION = { name: 'churn-prediction', owner: 'group:default/risk' };

beforeAll(async () => {
  portal = await startPortal({ sandbox: { seed: 'empty' } });
  await portal.api('post', '/use-cases', { body: REGISTRATION });
});

describe.each([
  ['get', '/use-cases', mlopsReadPermission],
  ['post', '/use-cases', mlopsUseCaseCreatePermission],
  ['get', '/use-cases/churn-prediction', mlopsReadPermission],
  ['get', '/use-cases/churn-prediction/maturity', mlopsReadPermission],
  [
    'post',
    '/use-cases/churn-prediction/refresh',
    mlopsUseCaseRefreshPermission,
  ],
  ['post', '/use-cases/nothing/retire', mlopsUseCaseRetirePermission],
  ['get', '/use-cases/churn-prediction/history', mlopsReadPermission],
  ['get', '/use-cases/churn-prediction/waivers', mlopsReadPermission],
  [
    'put',
    '/use-cases/nothing/waivers/initial.owner',
    mlopsWaiverManagePermission,
  ],
  [
    'delete',
    '/use-cases/nothing/waivers/initial.owner',
    mlopsWaiverManagePermission,
  ],
  ['get', '/use-case-revisions', mlopsReadPermission],
  ['get', '/naming/churn-prediction', mlopsReadPermission],
  ['get', '/accounts', mlopsReadPermission],
  ['get', '/models', mlopsReadPermission],
  ['get', '/models/123456789012/churn', mlopsReadPermission],
  ['get', '/templates', mlopsReadPermission],
  ['get', '/costs', mlopsReadPermission],
  ['get', '/organization/maturity', mlopsReadPermission],
  ['get', '/organization/use-cases', mlopsReadPermission],
  ['get', '/organization/history', mlopsReadPermission],
  ['get', '/openapi.json', mlopsReadPermission],
] as const)('%s %s', (method, path, { name: permission }) => {
  const asked = path.endsWith('/retire') ? { step: 'begin' } : REGISTRATION;
  const body = method === 'post' ? asked : undefined;

  afterEach(() => portal.denied.clear());

  it('is refused to who is not signed in', async () => {
    const answer = await portal.api(method, path, {
      body,
      authorization: mockCredentials.none.header(),
    });
    expect(answer.status).toBe(401);
  });

  it(`is refused without ${permission}`, async () => {
    portal.denied.add(permission);
    const answer = await portal.api(method, path, { body });
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toBe(
      `You may not do this: it needs the permission ${permission}.`,
    );
  });

  it(`needs no permission besides ${permission}`, async () => {
    for (const { name } of [
      mlopsReadPermission,
      mlopsUseCaseCreatePermission,
      mlopsUseCaseRefreshPermission,
      mlopsUseCaseRetirePermission,
      mlopsWaiverManagePermission,
    ]) {
      if (name !== permission) {
        portal.denied.add(name);
      }
    }
    const answer = await portal.api(method, path, { body });
    expect([200, 404]).toContain(answer.status);
  });
});

it('offers its permissions to the permission framework', async () => {
  const { status, body } = await portal.api(
    'get',
    '/.well-known/backstage/permissions/metadata',
  );
  expect(status).toBe(200);
  expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual([
    mlopsReadPermission.name,
    mlopsUseCaseCreatePermission.name,
    mlopsUseCaseRefreshPermission.name,
    mlopsUseCaseRetirePermission.name,
    mlopsWaiverManagePermission.name,
  ]);
});
