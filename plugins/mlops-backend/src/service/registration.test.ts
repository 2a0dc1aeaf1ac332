import { mockCredentials } from '@backstage/backend-test-utils';
import {
  USE_CASE_CHANGED_TOPIC,
  type UseCaseRegistrationInput,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { startPortal, type Portal } from '../__testUtils__/portal';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal({ sandbox: { seed: 'empty' } });
});

beforeEach(() => {
  portal.events.length = 0;
  portal.audit.length = 0;
});

function register(
  body: Partial<UseCaseRegistrationInput> | object | string,
  authorization?: string,
) {
  return portal.api('post', '/use-cases', { body, authorization });
}

describe('POST /use-cases', () => {
  it('registers a use case for whoever asks, and tells of it', async () => {
    const { status, body } = await register(
      {
        name: 'churn-prediction',
        title: ' Churn prediction ',
        description: 'Who is about to leave?',
        owner: 'group:default/Pricing',
        domain: 'retail',
        costCenter: '4711',
      },
      mockCredentials.user.header('user:default/ada'),
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      name: 'churn-prediction',
      title: 'Churn prediction',
      description: 'Who is about to leave?',
      owner: 'group:default/pricing',
      domain: 'retail',
      costCenter: '4711',
      registeredBy: 'user:default/ada',
      registeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(portal.events).toEqual([
      {
        topic: USE_CASE_CHANGED_TOPIC,
        eventPayload: { useCase: 'churn-prediction' },
      },
    ]);
    expect(portal.audit).toEqual([
      expect.objectContaining({
        eventId: 'use-case-register',
        severityLevel: 'medium',
        meta: { useCase: 'churn-prediction', owner: 'group:default/pricing' },
        outcome: 'succeeded',
        outcomeMeta: { created: true },
      }),
    ]);
  });

  it('changes nothing the second time, and says so', async () => {
    const registration = { name: 'same-again', owner: 'group:default/risk' };
    const first = await register({ ...registration, description: 'As it was' });
    expect(first.status).toBe(201);
    portal.events.length = 0;

    for (const again of [
      { ...registration, description: 'As it was' },
      registration,
    ]) {
      const { status, body } = await register(
        again,
        mockCredentials.user.header('user:default/someone-else'),
      );
      expect(status).toBe(200);
      expect(body).toEqual(first.body);
    }
    expect(portal.events).toEqual([]);
    expect(portal.audit.map(({ outcomeMeta }) => outcomeMeta)).toEqual([
      { created: true },
      { created: false },
      { created: false },
    ]);
  });

  it('gives a use case without a title its name for one', async () => {
    const { body } = await register({
      name: 'untitled',
      owner: 'group:default/risk',
    });
    expect(body).toMatchObject({ title: 'untitled', description: '' });
  });

  it('notes a service as a service', async () => {
    const { body } = await register(
      { name: 'from-a-service', owner: 'group:default/risk' },
      mockCredentials.service.header(),
    );
    expect(body.registeredBy).toBe('service');
  });

  it.each([
    ['owner', { owner: 'group:default/marketing' }],
    ['title', { title: 'Mine' }],
    ['description', { description: 'Mine' }],
    ['domain', { domain: 'mine' }],
    ['costCenter', { costCenter: 'mine' }],
  ])('refuses a taken name with another %s', async (field, changes) => {
    const registration = { name: 'taken', owner: 'group:default/risk' };
    await register(registration);
    portal.events.length = 0;

    const { status, body } = await register({ ...registration, ...changes });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      name: 'ConflictError',
      message: `name: the use case taken exists already, owned by group:default/risk, with another ${field}; choose another name.`,
    });
    expect(portal.events).toEqual([]);
    expect(portal.audit.at(-1)).toMatchObject({
      outcome: 'failed',
      error: { name: 'ConflictError' },
    });
    const kept = await portal.api('get', '/use-cases/taken');
    expect(kept.body).toMatchObject({ ...registration, title: 'taken' });
  });

  it('names every field at fault', async () => {
    const { status, body } = await register({
      name: 'No',
      title: 't'.repeat(101),
      description: 'd'.repeat(2001),
      owner: 'pricing',
      domain: 'd'.repeat(64),
      costCenter: 4711,
      colour: 'blue',
    });
    expect(status).toBe(400);
    expect(body.error.name).toBe('InputError');
    for (const part of [
      'name: A use case name has at least 3 characters.',
      'title: A title has at most 100 characters.',
      'description: A description has at most 2000 characters.',
      'owner: The owner is the entity reference of a group, for example group:default/pricing.',
      'domain: A domain has at most 63 characters.',
      'costCenter: ',
      '"colour"',
    ]) {
      expect(body.error.message).toContain(part);
    }
    expect(portal.audit).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['half a document', '{"name": "half'],
  ])('refuses %s', async (_, sent) => {
    const { status, body } = await register(sent);
    expect(status).toBe(400);
    expect(body.error.message).toEqual(expect.any(String));
  });

  it('refuses what PostgreSQL could not keep, naming the field', async () => {
    const { status, body } = await register({
      name: 'nul-character',
      owner: 'group:default/risk',
      title: 'a\0b',
    });
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'title: it has a NUL character in it; take it out.',
    );
  });

  it.each([
    'group:default/nobody',
    'group:other/risk',
    'user:default/ada',
    'component:default/risk',
    `group:default/${'x'.repeat(300)}`,
  ])('refuses the owner %s', async owner => {
    const { status, body } = await register({ name: 'unowned', owner });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^owner: /);
    expect((await portal.api('get', '/use-cases/unowned')).status).toBe(404);
  });

  it('refuses a name whose account email AWS would not take', async () => {
    const longest = 'a'.repeat(31);
    const fits = await register({ name: longest, owner: 'group:default/risk' });
    expect(fits.status).toBe(201);

    const narrow = await startPortal({
      sandbox: portal.sandbox,
      config: { emailDomain: 'machine-learning.example.com' },
    });
    const { status, body } = await narrow.api('post', '/use-cases', {
      body: { name: longest, owner: 'group:default/risk' },
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(
      /^name: The account email aws\+a{31}-experimentation@machine-learning.example.com has \d+ characters; AWS allows 64\. Choose a shorter name\.$/,
    );
    expect((await narrow.api('get', `/use-cases/${longest}`)).status).toBe(404);
  });

  it('stands when nobody can be told of it', async () => {
    const alone = await startPortal({
      sandbox: portal.sandbox,
      publish: async () => {
        throw new Error('The events service is down');
      },
    });
    const body = { name: 'untold', owner: 'group:default/risk' };
    const { status } = await alone.api('post', '/use-cases', { body });
    expect(status).toBe(201);
    expect(alone.events).toHaveLength(1);
    expect(alone.audit.at(-1)).toMatchObject({ outcome: 'succeeded' });
  });

  it('fails when the catalog does not answer, and registers nothing', async () => {
    jest
      .spyOn(portal.catalog, 'getEntityByRef')
      .mockRejectedValueOnce(new Error('The catalog does not answer'));
    const { status } = await register({
      name: 'no-catalog',
      owner: 'group:default/risk',
    });
    expect(status).toBe(500);
    expect(portal.audit.at(-1)).toMatchObject({ outcome: 'failed' });
    expect((await portal.api('get', '/use-cases/no-catalog')).status).toBe(404);
  });
});

describe('GET /naming/{name}', () => {
  it('says what the accounts of a free name would be called', async () => {
    const { status, body } = await portal.api(
      'get',
      '/naming/brand-new?environments=experimentation,prod',
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 'brand-new',
      accounts: [
        {
          environment: 'experimentation',
          name: 'brand-new-experimentation',
          email: 'aws+brand-new-experimentation@example.com',
        },
        {
          environment: 'prod',
          name: 'brand-new-prod',
          email: 'aws+brand-new-prod@example.com',
        },
      ],
    });
  });

  it('takes all environments when none is named', async () => {
    const { body } = await portal.api('get', '/naming/brand-new');
    expect(body.accounts).toHaveLength(4);
  });

  it('says who has the name already', async () => {
    await register({
      name: 'has-a-title',
      title: 'It has',
      owner: 'group:default/risk',
    });
    const { body } = await portal.api('get', '/naming/has-a-title');
    expect(body.existing).toEqual({
      owner: 'group:default/risk',
      title: 'It has',
    });
    expect(body.problem).toBeUndefined();
  });

  it.each([
    ['Churn', 'A use case name starts with a lowercase letter.'],
    ['a', 'A use case name has at least 3 characters.'],
    ['with%00nul', 'A use case name has only lowercase letters'],
    ['%2e%2e%2fother', 'A use case name starts with a lowercase letter.'],
  ])('says what is wrong with %s', async (name, problem) => {
    const { status, body } = await portal.api('get', `/naming/${name}`);
    expect(status).toBe(200);
    expect(body.problem).toContain(problem);
    expect(body.existing).toBeUndefined();
  });

  it('refuses an environment there is none of', async () => {
    const { status, body } = await portal.api(
      'get',
      '/naming/brand-new?environments=dev,staging',
    );
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^environments\.1: /);
  });
});
