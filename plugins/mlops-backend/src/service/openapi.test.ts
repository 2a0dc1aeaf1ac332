import SwaggerParser from '@apidevtools/swagger-parser';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ModelsPage } from '@mlops-portal/backstage-plugin-mlops-common';
import { get, readOnly } from '../__testUtils__/ask';
import { startPortal, type Portal } from '../__testUtils__/portal';

interface Content {
  content?: { 'application/json': { schema: object } };
}

interface Operation {
  parameters: { name: string; in: string; schema: object }[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

jest.setTimeout(180_000);

const ajv = addFormats(new Ajv2020({ allErrors: true }));

let portal: Portal;
let document: Document;
let modelPath: string;

beforeAll(async () => {
  portal = await startPortal();
  for (const [name, team] of [
    ['fraud-detection', 'risk'],
    ['ad-click-prediction', 'marketing'],
    ['campaign-uplift', 'marketing'],
    ['next-best-offer', 'customer-intelligence'],
  ]) {
    await readOnly(portal, name, `group:default/${team}`);
  }
  await portal.run('record-day');
  await portal.run('collect-costs');
  const { items } = await get<ModelsPage>(portal, '/models');
  modelPath = `/models/${items[0].accountId}/${items[0].group}`;
  document = (await portal.api('get', '/openapi.json')).body;
});

function validatorOf({ content }: Content): ValidateFunction {
  if (!content) {
    throw new Error('The document says nothing of what is answered.');
  }
  return ajv.compile(content['application/json'].schema);
}

/** What a schema finds wrong with a value; nothing when it is right. */
function findingsOf(validate: ValidateFunction, value: unknown) {
  validate(value);
  return validate.errors ?? [];
}

it('is a valid OpenAPI 3.1 document', async () => {
  expect(document.openapi).toBe('3.1.0');
  // A copy, as the validator resolves references in place.
  await SwaggerParser.validate(structuredClone(document) as never);
});

it.each([
  ['get', '/use-cases', '/use-cases', undefined, 200],
  [
    'post',
    '/use-cases',
    '/use-cases',
    { name: 'churn-prediction', owner: 'group:default/Risk', domain: 'retail' },
    201,
  ],
  [
    'post',
    '/use-cases',
    '/use-cases',
    { name: 'churn-prediction', owner: 'group:default/risk' },
    200,
  ],
  ['get', '/use-cases/{name}', '/use-cases/fraud-detection', undefined, 200],
  ['get', '/use-cases/{name}', '/use-cases/churn-prediction', undefined, 200],
  [
    'get',
    '/use-cases/{name}/maturity',
    '/use-cases/ad-click-prediction/maturity',
    undefined,
    200,
  ],
  [
    'post',
    '/use-cases/{name}/refresh',
    '/use-cases/next-best-offer/refresh',
    undefined,
    200,
  ],
  [
    'post',
    '/use-cases/{name}/retire',
    '/use-cases/campaign-uplift/retire',
    { step: 'begin' },
    200,
  ],
  ['get', '/use-cases/{name}', '/use-cases/campaign-uplift', undefined, 200],
  ['get', '/naming/{name}', '/naming/fraud-detection', undefined, 200],
  ['get', '/naming/{name}', '/naming/No', undefined, 200],
  ['get', '/accounts', '/accounts?limit=200', undefined, 200],
  ['get', '/templates', '/templates', undefined, 200],
  [
    'get',
    '/use-cases/{name}/history',
    '/use-cases/fraud-detection/history',
    undefined,
    200,
  ],
  [
    'put',
    '/use-cases/{name}/waivers/{criterion}',
    '/use-cases/fraud-detection/waivers/initial.owner',
    { reason: 'It is about to get another owner.', until: '2099-12-31' },
    200,
  ],
  [
    'get',
    '/use-cases/{name}/waivers',
    '/use-cases/fraud-detection/waivers',
    undefined,
    200,
  ],
  ['get', '/models', '/models', undefined, 200],
  ['get', '/models/{account}/{group}', 'a model', undefined, 200],
  ['get', '/costs', '/costs', undefined, 200],
  ['get', '/organization/maturity', '/organization/maturity', undefined, 200],
  ['get', '/organization/use-cases', '/organization/use-cases', undefined, 200],
  ['get', '/organization/history', '/organization/history', undefined, 200],
  ['get', '/use-case-revisions', '/use-case-revisions', undefined, 200],
] as const)(
  'describes what %s %s answers to %s',
  async (method, path, asked, body, status) => {
    const answer = await portal.api(
      method,
      asked === 'a model' ? modelPath : asked,
      { body },
    );
    expect(answer.status).toBe(status);
    const { requestBody, responses } = document.paths[path][method];
    const findings = requestBody
      ? findingsOf(validatorOf(requestBody), body)
      : [];
    expect(findings).toEqual([]);
    expect(findingsOf(validatorOf(responses[status]), answer.body)).toEqual([]);
  },
);

it('describes answers closely enough to tell a wrong one', async () => {
  const validate = validatorOf(
    document.paths['/use-cases/{name}'].get.responses[200],
  );
  const { body } = await portal.api('get', '/use-cases/fraud-detection');
  for (const wrong of [
    { ...body, stage: 'golden' },
    { ...body, owner: 7 },
    { ...body, name: 'Not a name' },
    { ...body, registeredAt: 'yesterday' },
    { ...body, colour: 'blue' },
  ]) {
    expect(findingsOf(validate, wrong)).not.toEqual([]);
  }
});

it('asks of a registration what the API asks', () => {
  const validate = validatorOf(
    document.paths['/use-cases'].post.requestBody ?? {},
  );
  const right = { name: 'churn-prediction', owner: 'group:default/risk' };
  expect(findingsOf(validate, right)).toEqual([]);
  for (const wrong of [
    {},
    { ...right, name: 'Churn' },
    { ...right, owner: 'risk' },
    { ...right, title: 't'.repeat(101) },
    { ...right, colour: 'blue' },
  ]) {
    expect(findingsOf(validate, wrong)).not.toEqual([]);
  }
});

it('names every parameter that the API takes', () => {
  const names = (path: string) =>
    document.paths[path].get.parameters.map(({ name }) => name).sort();
  expect(names('/use-cases')).toEqual(
    [
      'cursor',
      'lifecycle',
      'limit',
      'order',
      'orderBy',
      'owner',
      'q',
      'stage',
    ].sort(),
  );
  expect(names('/accounts')).toEqual(
    ['cursor', 'environment', 'limit', 'order', 'owner', 'q', 'useCase'].sort(),
  );
  expect(names('/models')).toEqual(
    [
      'approval',
      'cursor',
      'limit',
      'order',
      'orderBy',
      'owner',
      'q',
      'useCase',
    ].sort(),
  );
  expect(names('/costs')).toEqual(['days', 'owner', 'useCase']);
  expect(names('/organization/history')).toEqual(['days']);
  expect(names('/naming/{name}')).toEqual(['environments', 'name']);
});
