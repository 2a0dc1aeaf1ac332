import { readOnly, refresh } from '../__testUtils__/ask';
import { startPortal, type Portal } from '../__testUtils__/portal';

jest.setTimeout(180_000);

const NAME = 'customer-segmentation';
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
  await readOnly(portal, NAME, 'group:default/customer-intelligence');
});

it.each([
  '/use-cases',
  `/use-cases/${NAME}`,
  `/use-cases/${NAME}/maturity`,
  `/use-cases/${NAME}/history`,
  '/accounts',
  '/models',
  '/templates',
  '/costs',
  '/organization/history',
  '/openapi.json',
])('GET %s answers 304 to who has it already', async path => {
  const first = await portal.api('get', path);
  expect(first.status).toBe(200);
  expect(first.headers.etag).toMatch(/^(W\/)?".+"$/);
  const headers = { 'If-None-Match': first.headers.etag };
  const again = await portal.api('get', path, { headers });
  expect({ status: again.status, text: again.text }).toEqual({
    status: 304,
    text: '',
  });
});

it('answers with what changed', async () => {
  const { headers } = await portal.api('get', `/use-cases/${NAME}`);
  await refresh(portal, NAME);
  const again = await portal.api('get', `/use-cases/${NAME}`, {
    headers: { 'If-None-Match': headers.etag },
  });
  expect(again.status).toBe(200);
});
