// What tests ask the API about one use case, and what they look for in its answers.
import type {
  AccountSnapshot,
  CriterionResult,
  Environment,
  MaturityResponse,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  LIBRARY_CHANGED_TOPIC,
  USE_CASE_CHANGED_TOPIC,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Portal } from './portal';

/** Asks for something that is there. */
export async function get<T>(portal: Portal, path: string): Promise<T> {
  const { status, body } = await portal.api('get', path);
  expect(body.error).toBeUndefined();
  expect(status).toBe(200);
  return body;
}

/** A use case with its evidence. */
export function detailOf(portal: Portal, name: string): Promise<UseCaseDetail> {
  return get(portal, `/use-cases/${name}`);
}

/** All criteria of a use case, as they are judged. */
export async function criteriaOf(
  portal: Portal,
  name: string,
): Promise<CriterionResult[]> {
  const { stages } = await get<MaturityResponse>(
    portal,
    `/use-cases/${name}/maturity`,
  );
  return stages.flatMap(({ criteria }) => criteria);
}

/** One criterion of a use case, as it is judged. */
export async function criterionOf(
  portal: Portal,
  name: string,
  id: string,
): Promise<CriterionResult> {
  const found = (await criteriaOf(portal, name)).find(entry => entry.id === id);
  if (!found) {
    throw new Error(`There is no criterion ${id}.`);
  }
  return found;
}

/** What is known of an account of a use case. */
export async function snapshotOf(
  portal: Portal,
  name: string,
  environment: Environment,
): Promise<AccountSnapshot> {
  const { evidence } = await detailOf(portal, name);
  const accounts =
    evidence?.accounts.state === 'collected' ? evidence.accounts.value : [];
  const found = accounts.find(
    ({ account }) => account.environment === environment,
  );
  if (!found) {
    throw new Error(`There is no ${environment} account of ${name}.`);
  }
  return found;
}

/** The names told as changed since the last time this was asked, and whether the library was. */
export function told(portal: Portal) {
  const events = portal.events.splice(0);
  return {
    useCases: events
      .filter(({ topic }) => topic === USE_CASE_CHANGED_TOPIC)
      .map(({ eventPayload }) => (eventPayload as { useCase: string }).useCase)
      .sort(),
    library: events.some(({ topic }) => topic === LIBRARY_CHANGED_TOPIC),
  };
}

/** What {@link told} answers when nothing was told. */
export const NOTHING = { useCases: [], library: false };

/** Reads one use case of the example organization and none of the others, which takes much less time. */
export async function readOnly(
  portal: Portal,
  name: string,
  owner: string,
): Promise<void> {
  const registered = await portal.api('post', '/use-cases', {
    body: { name, owner },
  });
  expect(registered.status).toBe(201);
  await refresh(portal, name);
}

/** Reads a use case now. */
export async function refresh(portal: Portal, name: string): Promise<void> {
  const { status } = await portal.api('post', `/use-cases/${name}/refresh`);
  expect(status).toBe(200);
}
