// A running portal for the browser tests: the same start as npm start, on free ports and with state of its own.
import {
  expect,
  test as base,
  type Locator,
  type Page,
} from '@playwright/test';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
/* eslint-disable @backstage/no-relative-monorepo-imports -- the scripts of the repository are no package */
import { startPortal } from '../../../scripts/lib/portal.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { ensureToolchain, ROOT } from '../../../scripts/lib/toolchain.mjs';
/* eslint-enable @backstage/no-relative-monorepo-imports */

/** A portal that runs. */
export interface RunningPortal {
  /** Base addresses, without a slash at the end. */
  portal: string;
  sandbox: string;
  /** Ends everything and starts it again on what was kept. */
  restart(): Promise<void>;
}

/** What the browser said that nobody should have to read. */
export interface ConsoleLog {
  /** Console errors and warnings, and page errors, since the last call. */
  take(): string[];
}

/** Deprecations of Backstage's own packages among themselves: not for us to mend. */
const IGNORED: RegExp[] = [];

/** The portal's tests: a portal for all of them, and a console that has to stay empty. */
export const test = base.extend<
  { consoleLog: ConsoleLog },
  { portal: RunningPortal }
>({
  portal: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants the pattern
    async ({}, provide) => {
      const state = join(ROOT, 'test-results', 'portal');
      await rm(state, { recursive: true, force: true });
      const toolchain = await ensureToolchain();
      const ports = {
        portal: await freePort(),
        sandbox: await freePort(),
      };
      const start = () => startPortal({ toolchain, ports, state, speed: 4 });
      let running = await start();
      await provide({
        ...running.urls,
        async restart() {
          await running.stop();
          running = await start();
        },
      });
      await running.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ portal }, provide) => provide(portal.portal),
  consoleLog: [
    async ({ page }, provide) => {
      let messages: string[] = [];
      page.on('console', message => {
        const text = message.text();
        if (
          ['error', 'warning'].includes(message.type()) &&
          !IGNORED.some(pattern => pattern.test(text))
        ) {
          messages.push(`${message.type()}: ${text} (${page.url()})`);
        }
      });
      page.on('pageerror', error => messages.push(`page error: ${error}`));
      const take = () => {
        const taken = messages;
        messages = [];
        return taken;
      };
      await provide({ take });
      expect(take(), 'the browser console stays empty').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Signs in as an example user, or as a guest, from a fresh visit. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { name: /^Welcome/ })).toBeVisible();
}

/** The card with this heading. */
export function card(page: Page, title: string): Locator {
  return page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });
}
