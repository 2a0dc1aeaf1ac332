import { parseArgs } from 'node:util';
import { cancelAndRetry } from '../scenarios/cancel';
import { crowd } from '../scenarios/crowd';
import { faultRun, HARD_DAY } from '../scenarios/faults';
import { freezeAndThaw } from '../scenarios/freeze';
import { raceForName, raceForTheSame } from '../scenarios/race';
import type { ScenarioOutcome } from '../scenarios/scenario';
import { setStage, type Stage } from '../stage';

const HELP = `Tries what else may happen while use cases are created.

  npm run trials                 all of it
  npm run trials -- faults       AWS throttles, drops answers and lists late
  npm run trials -- crowd        twenty use cases at once
  npm run trials -- race         two people press at once
  npm run trials -- cancel       a person stops a task, and has it go on
  npm run trials -- freeze       a portal stands still, another takes over, the first wakes up
  npm run trials -- --only late  only runs whose title has this in it
  npm run trials -- --seed 5     other calls have bad luck
  npm run trials -- --verbose    and show what the portals log
`;

interface Trial {
  stage?: Parameters<typeof setStage>[0];
  runs: [string, (stage: Stage) => Promise<ScenarioOutcome>][];
}

const trialsWith = (seed: number): Record<string, Trial> => ({
  faults: {
    runs: [
      [
        'throttled',
        stage =>
          faultRun(stage, 'fault-throttle', {
            ...HARD_DAY,
            seed,
            dropped: 0,
            lagSeconds: 0,
          }),
      ],
      [
        'dropped',
        stage =>
          faultRun(stage, 'fault-drop', {
            ...HARD_DAY,
            seed,
            throttled: 0,
            lagSeconds: 0,
          }),
      ],
      [
        'late',
        stage =>
          faultRun(stage, 'fault-lag', {
            ...HARD_DAY,
            seed,
            throttled: 0,
            dropped: 0,
          }),
      ],
      [
        'all of it',
        stage => faultRun(stage, 'fault-all', { ...HARD_DAY, seed }),
      ],
    ],
  },
  crowd: {
    stage: { speed: 5 },
    runs: [['twenty at once', stage => crowd(stage, 'crowd', 20)]],
  },
  race: {
    runs: [
      ['for a name', stage => raceForName(stage, 'race-name')],
      ['for the very same', stage => raceForTheSame(stage, 'race-same')],
    ],
  },
  cancel: {
    stage: { speed: 1 },
    runs: [
      'CreateAccount',
      'MoveAccount',
      'ProvisionProduct',
      'CreateProject',
    ].map(operation => [
      `at ${operation}`,
      stage =>
        cancelAndRetry(stage, `cancel-${operation.toLowerCase()}`, operation),
    ]),
  },
  freeze: {
    stage: { replicas: 2, staleSeconds: 5 },
    runs: ['CreateAccount', 'ProvisionProduct', 'CreateProject'].map(
      operation => [
        `at ${operation}`,
        stage =>
          freezeAndThaw(stage, `freeze-${operation.toLowerCase()}`, operation),
      ],
    ),
  },
});

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs trials from the command line.
 *
 * @param args - what follows the command's name
 * @returns the exit status
 */
export async function runTrials(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      seed: { type: 'string', default: '1' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    write(HELP.trimEnd());
    return 0;
  }
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) {
    throw new Error(`--seed takes a whole number, not ${values.seed}.`);
  }
  const trials = trialsWith(seed);
  const unknown = positionals.find(name => !(name in trials));
  if (unknown) {
    throw new Error(
      `There is no trial ${unknown}; there is ${Object.keys(trials).join(', ')}.`,
    );
  }
  let failures = 0;
  for (const name of positionals.length ? positionals : Object.keys(trials)) {
    const { stage: options, runs: all } = trials[name];
    const runs = all.filter(([title]) => title.includes(values.only));
    if (runs.length === 0) {
      continue;
    }
    const stage = await setStage({ ...options, verbose: values.verbose });
    try {
      for (const [title, run] of runs) {
        const { facts, problems } = await run(stage).catch(error => ({
          facts: [],
          problems: [{ text: `${error.message ?? error}`, duplicates: 0 }],
        }));
        write(
          `${problems.length === 0 ? 'ok   ' : 'WRONG'} ${name}: ${title}${facts
            .map(fact => `\n        ${fact}`)
            .join(
              '',
            )}${problems.map(({ text }) => `\n      ! ${text}`).join('')}`,
        );
        failures += problems.length === 0 ? 0 : 1;
      }
    } finally {
      await stage.clear();
    }
  }
  return failures === 0 ? 0 : 1;
}
