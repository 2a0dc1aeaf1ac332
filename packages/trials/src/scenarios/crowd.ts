import { setTimeout as sleep } from 'node:timers/promises';
import { wantedUseCase, type Stage } from '../stage';
import { problemsOf } from '../world/exactness';
import { problem, unlessCompleted, type ScenarioOutcome } from './scenario';

/** How many accounts AWS creates at the same time for one organization. */
const MAX_IN_FLIGHT = 5;

const SAMPLE_EVERY_MS = 50;
const ENDS_WITHIN_MS = 30 * 60_000;

/** Creates many use cases at once, and looks at AWS all the while for how many accounts it is creating. */
export async function crowd(
  stage: Stage,
  prefix: string,
  count: number,
): Promise<ScenarioOutcome> {
  const person = stage.person('amara');
  const { calls } = stage.replicas[0].wire;
  const before = calls.length;
  const started = Date.now();
  let isOver = false;
  let most = 0;

  async function sample(): Promise<void> {
    while (!isOver) {
      const creations = await stage.aws.creations(`${prefix}-`);
      const inFlight = creations.filter(
        ({ State }) => State === 'IN_PROGRESS',
      ).length;
      most = Math.max(most, inFlight);
      await sleep(SAMPLE_EVERY_MS);
    }
  }

  const wanted = Array.from({ length: count }, (_, index) =>
    wantedUseCase(`${prefix}-${index + 1}`),
  );
  const sampling = sample();
  try {
    const tasks = await Promise.all(
      wanted.map(async useCase =>
        person.ended(await stage.create(person, useCase), ENDS_WITHIN_MS),
      ),
    );
    const tookMs = Date.now() - started;
    const problems = tasks.flatMap(unlessCompleted);
    for (const useCase of wanted) {
      problems.push(...(await problemsOf(person, stage.aws, useCase)));
    }
    if (most > MAX_IN_FLIGHT) {
      problems.push(problem(`${most} account creations in flight`));
    }
    stage.check();
    const requests = calls
      .slice(before)
      .filter(({ operation }) => operation === 'CreateAccount');
    const refused = requests.filter(({ status = 0 }) => status >= 400).length;
    return {
      facts: [
        `${count} use cases, ${requests.length - refused} accounts in ${Math.round(
          tookMs / 1000,
        )} s; at most ${most} creations in flight; AWS refused ${refused} requests`,
      ],
      problems,
    };
  } finally {
    isOver = true;
    await sampling;
  }
}
