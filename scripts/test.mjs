// npm test: the same set-up as npm start, then every check and test, and one line that counts them.
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { CONNECTION_VARIABLE, postgresServer } from './lib/postgres.mjs';
import { endAllOnSignal, run } from './lib/processes.mjs';
import { main, say, Trouble } from './lib/say.mjs';
import { ensureToolchain, ROOT } from './lib/toolchain.mjs';

const RESULTS = join(ROOT, 'test-results');

const HELP = `Runs everything that has to hold: checks, unit and integration tests, browser tests.

  npm test                   all of it
  npm test -- checks         types, lint, format
  npm test -- unit           unit and integration tests
  npm test -- browser        browser tests (needs Chromium)
`;

/** A check that has no tests of its own to count: it counts as one. */
async function check(env, name, command, args) {
  say(name);
  const code = await run(command, args, { cwd: ROOT, env });
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/** Runs a test runner that writes a report, and counts what the report says. */
async function suite(env, { name, command, args, report, count }) {
  say(name);
  await rm(report, { force: true });
  const code = await run(command, args, { cwd: ROOT, env });
  let result;
  try {
    result = count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    throw new Trouble(
      `${name}: the tests left no report (${error.message}).`,
      'What they said is above.',
    );
  }
  if (code !== 0 && result.failed === 0) {
    // It failed outside of any test: that must not be lost in the count.
    result.failed = 1;
  }
  return { name, ...result };
}

async function unitTests(env) {
  const report = join(RESULTS, 'unit.json');
  return [
    await suite(env, {
      name: 'Unit and integration tests',
      command: 'backstage-cli',
      args: [
        'repo',
        'test',
        '--watchAll=false',
        // Real servers and databases on a busy machine take their time.
        '--testTimeout=30000',
        '--json',
        '--outputFile',
        report,
      ],
      report,
      count: ({ numPassedTests, numFailedTests, numFailedTestSuites }) => ({
        passed: numPassedTests,
        failed: Math.max(numFailedTests, numFailedTestSuites),
      }),
    }),
  ];
}

const groups = {
  checks: async env => [
    await check(env, 'Type check', 'tsc', []),
    await check(env, 'Lint', 'backstage-cli', [
      'repo',
      'lint',
      '--max-warnings',
      '0',
    ]),
    await check(env, 'Format', 'prettier', [
      '--check',
      '--log-level',
      'warn',
      '.',
    ]),
  ],
  unit: async env => {
    let server;
    try {
      server = await postgresServer(env);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      // What does not need PostgreSQL is tested all the same; what does, fails for lack of it.
      process.stderr.write(`\n✖ ${error.message}\n`);
      return [
        { name: 'PostgreSQL', passed: 0, failed: 1 },
        ...(await unitTests(env)),
      ];
    }
    const withServer = {
      ...env,
      [CONNECTION_VARIABLE]: server.connectionString,
    };
    try {
      return [
        ...(await unitTests(withServer)),
        await check(withServer, 'Sync benchmark, small', 'node', [
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          'benchmarks/run.ts',
          ...['sync', '--alone', '--use-cases', '10', '--database', 'postgres'],
        ]),
      ];
    } finally {
      await server.stop();
    }
  },
  browser: async env => {
    const report = join(RESULTS, 'browser.json');
    return [
      await suite(
        { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
        {
          name: 'Browser tests',
          command: 'playwright',
          args: ['test', '--reporter', 'list,json'],
          report,
          count: ({ stats, errors }) => ({
            passed: stats.expected + stats.flaky,
            failed: Math.max(stats.unexpected, errors.length),
          }),
        },
      ),
    ];
  },
};

await main(async () => {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = positionals.filter(name => !groups[name]);
  if (unknown.length > 0) {
    throw new Trouble(
      `There are no tests called ${unknown.join(', ')}.`,
      `Choose from: ${Object.keys(groups).join(', ')}.`,
    );
  }
  endAllOnSignal();
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await mkdir(RESULTS, { recursive: true });
  const results = [];
  for (const name of positionals.length ? positionals : Object.keys(groups)) {
    results.push(...(await groups[name](toolchain.env)));
  }
  process.stdout.write('\n');
  for (const { name, passed, failed } of results) {
    say(`${name}: ${passed} passed, ${failed} failed`);
  }
  const total = key => results.reduce((sum, result) => sum + result[key], 0);
  process.stdout.write(
    `\n${total('passed')} passed, ${total('failed')} failed\n`,
  );
  return total('failed') === 0 ? 0 : 1;
});
