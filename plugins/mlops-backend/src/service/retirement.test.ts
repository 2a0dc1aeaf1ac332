import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  USE_CASE_CHANGED_TOPIC,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { organizationsOf } from '../__testUtils__/aws';
import { readOnly } from '../__testUtils__/ask';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** It has the accounts experimentation and dev. */
const NAME = 'inventory-optimization';
const OWNER = 'group:default/supply-chain';
/** It has no part in the retirement. */
const OTHER = 'shelf-space';
const ADA = mockCredentials.user.header('user:default/ada');
const BEN = mockCredentials.user.header('user:default/ben');

let portal: Portal;

const sandbox = startTestSandbox();

beforeEach(async () => {
  // Accounts that are closed stay closed.
  await (await sandbox).reset();
  portal = await startPortal({ sandbox: await sandbox });
  await readOnly(portal, NAME, OWNER);
  await portal.api('post', '/use-cases', {
    body: { name: OTHER, owner: OWNER },
  });
  portal.events.length = 0;
  portal.audit.length = 0;
});

function retire(step: string, options: { name?: string; as?: string } = {}) {
  const { name = NAME, as = ADA } = options;
  return portal.api('post', `/use-cases/${name}/retire`, {
    body: { step },
    authorization: as,
  });
}

async function detailOf(name = NAME): Promise<UseCaseDetail> {
  const { status, body } = await portal.api('get', `/use-cases/${name}`);
  expect(status).toBe(200);
  return body;
}

async function closeAccounts(): Promise<void> {
  for (const { accountId } of (await detailOf()).accounts) {
    await organizationsOf(portal.sandbox).send(
      new CloseAccountCommand({ AccountId: accountId }),
    );
  }
}

async function listed(query = ''): Promise<string[]> {
  const { body } = await portal.api('get', `/use-cases?limit=200${query}`);
  return body.items.map(({ name }: UseCaseDetail) => name);
}

function changes(): unknown[] {
  return portal.events.filter(({ topic }) => topic === USE_CASE_CHANGED_TOPIC);
}

/** Calls that reached accounts of the use case through the reader, by the error that their fault makes. */
function breakStudio(): void {
  portal.sandbox.faults.fail('sagemaker:ListDomains', {
    error: 'AccessDeniedException',
    message: 'asked nevertheless',
    status: 400,
  });
}

describe('POST /use-cases/{name}/retire', () => {
  it('notes who began it and when, once, and tells of it', async () => {
    const { status, body } = await retire('begin');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: NAME,
      retiredBy: 'user:default/ada',
      retirementBegunAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(body).not.toHaveProperty('retiredAt');
    expect(changes()).toEqual([
      { topic: USE_CASE_CHANGED_TOPIC, eventPayload: { useCase: NAME } },
    ]);

    const again = await retire('begin', { as: BEN });
    expect(again.body).toEqual(body);
    expect(changes()).toHaveLength(1);
    expect(portal.audit).toEqual(
      [true, false].map(changed =>
        expect.objectContaining({
          eventId: 'use-case-retire',
          severityLevel: 'high',
          meta: { useCase: NAME, step: 'begin' },
          outcome: 'succeeded',
          outcomeMeta: { changed },
        }),
      ),
    );
    expect(await listed()).toContain(NAME);
  });

  it('is complete only when AWS has no open account of it, and says which are open', async () => {
    await retire('begin');
    const { status, body } = await retire('complete');

    expect(status).toBe(409);
    expect(body.error.message).toMatch(
      /^The use case inventory-optimization has accounts that are not closed: inventory-optimization-\w+ \(\d{12}\), .+\. Retire use case closes them\.$/,
    );
    expect(portal.audit.at(-1)).toMatchObject({
      meta: { step: 'complete' },
      outcome: 'failed',
    });
    expect(await detailOf()).not.toHaveProperty('retiredAt');
  });

  it('is not complete while AWS cannot be asked', async () => {
    await retire('begin');
    await closeAccounts();
    portal.sandbox.faults.fail('organizations:ListAccountsForParent', {
      error: 'AccessDeniedException',
      message: 'You do not have permissions',
    });

    const { status, body } = await retire('complete');

    expect(status).toBe(503);
    expect(body.error.message).toMatch(
      /^Whether all accounts of inventory-optimization are closed is not known\. Could not read the accounts of the organization/,
    );
  });

  it('keeps the stage and the evidence it was reached on, and follows what becomes of the accounts', async () => {
    const before = await detailOf();
    await retire('begin');
    await closeAccounts();
    breakStudio();

    const { status, body } = await retire('complete', { as: BEN });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      retiredBy: 'user:default/ada',
      retiredAt: expect.any(String),
    });
    const after = await detailOf();
    expect(after).toMatchObject({
      stage: before.stage,
      evaluatedAt: before.evaluatedAt,
      retiredAt: body.retiredAt,
    });
    expect(after.accounts.map(({ status: state }) => state)).toEqual(
      after.accounts.map(() =>
        expect.stringMatching(/^(PENDING_CLOSURE|CLOSED)$/),
      ),
    );
    expect(JSON.stringify(after.evidence)).not.toContain('asked nevertheless');
    const maturity = await portal.api('get', `/use-cases/${NAME}/maturity`);
    expect(maturity.body).toMatchObject({ stage: before.stage });

    expect((await retire('complete')).body).toEqual(body);
  });

  it('lets go of it: lists and counts are of the others, its name stays taken', async () => {
    const { body: before } = await portal.api('get', '/use-cases');
    const { stage } = await detailOf();
    await retire('begin');
    await closeAccounts();
    await retire('complete');

    expect(await listed()).not.toContain(NAME);
    expect(await listed('&lifecycle=retired')).toEqual([NAME]);
    expect(await listed('&lifecycle=all')).toHaveLength(before.totalItems);
    const { body: after } = await portal.api('get', '/use-cases');
    expect(after.totalItems).toBe(before.totalItems - 1);
    expect(after.stageCounts).toEqual({
      ...before.stageCounts,
      [stage]: before.stageCounts[stage] - 1,
    });

    const { owner, retiredAt } = await detailOf();
    const sentence = `The use case ${NAME} was retired on ${retiredAt?.slice(
      0,
      10,
    )} by user:default/ada. Its name stays taken; choose another name.`;
    const again = await portal.api('post', '/use-cases', {
      body: { name: NAME, owner },
    });
    expect(again.status).toBe(409);
    expect(again.body.error.message).toBe(`name: ${sentence}`);
    const naming = await portal.api('get', `/naming/${NAME}`);
    expect(naming.body.problem).toBe(sentence);
  });

  it('is not undone by a collection, which asks its accounts nothing and tells of nothing', async () => {
    await retire('begin');
    await closeAccounts();
    await retire('complete');
    const before = await detailOf();
    portal.events.length = 0;
    breakStudio();

    await portal.sync();

    expect(await detailOf()).toEqual(before);
    expect(await listed()).not.toContain(NAME);
    expect(changes()).not.toContainEqual(
      expect.objectContaining({ eventPayload: { useCase: NAME } }),
    );
  });

  it('lets nobody register a use case that is being retired', async () => {
    const { owner } = await detailOf();
    await retire('begin');

    const { status, body } = await portal.api('post', '/use-cases', {
      body: { name: NAME, owner },
    });

    expect(status).toBe(409);
    expect(body.error.message).toMatch(
      /^name: The use case inventory-optimization is being retired since /,
    );
  });

  it('retires a use case that has no account', async () => {
    await portal.api('post', '/use-cases', {
      body: { name: 'never-begun', owner: 'group:default/risk' },
    });

    const { status, body } = await retire('complete', { name: 'never-begun' });

    expect(status).toBe(200);
    expect(body.retiredAt).toBe(body.retirementBegunAt);
  });

  it.each([
    ['end', 400, 'step: '],
    [undefined, 400, 'step: '],
  ])('refuses the step %s', async (step, status, message) => {
    const answer = await portal.api('post', `/use-cases/${NAME}/retire`, {
      body: { step },
    });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toContain(message);
  });

  it('answers 404 when there is no such use case', async () => {
    const { status, body } = await retire('begin', { name: 'nothing' });
    expect(status).toBe(404);
    expect(body.error.message).toBe('There is no use case named nothing.');
  });
});

describe('an account that is closed', () => {
  it('is asked nothing, and keeps what was last seen in it', async () => {
    const organizations = organizationsOf(portal.sandbox);
    const { accounts } = await detailOf();
    const dev = accounts.find(({ environment }) => environment === 'dev');
    await organizations.send(
      new CloseAccountCommand({ AccountId: dev?.accountId }),
    );

    await portal.api('post', `/use-cases/${NAME}/refresh`);

    const { evidence } = await detailOf();
    const snapshot =
      evidence?.accounts.state === 'collected'
        ? evidence.accounts.value.find(
            ({ account }) => account.accountId === dev?.accountId,
          )
        : undefined;
    expect(snapshot?.studio).toMatchObject({
      state: 'collected',
      value: { domains: [expect.anything()] },
      staleReason: expect.stringMatching(
        /^Account inventory-optimization-dev \(\d{12}\) is \w+: what is in it can no longer be read\.$/,
      ),
    });
  });
});
