import { wantedUseCase, type Stage } from '../stage';
import { problemsOf } from '../world/exactness';
import { unlessCompleted, type ScenarioOutcome } from './scenario';

/** How AWS misbehaves. */
export interface Misbehaviour {
  /** Of the calls that are refused as one too many, from 0 to 1. */
  throttled: number;
  /** Of the calls that are done but not answered, from 0 to 1. */
  dropped: number;
  /**
   * Seconds that lists and lookups are behind. Of the wall's time, whatever the
   * sandbox's speed: the portal's patience is in the wall's time, too.
   */
  lagSeconds: number;
  /** What the luck depends on. */
  seed: number;
}

/** What the issue asks the portal to stand. */
export const HARD_DAY: Misbehaviour = {
  throttled: 0.3,
  dropped: 0.1,
  lagSeconds: 60,
  seed: 1,
};

const ENDS_WITHIN_MS = 30 * 60_000;

/** Creates a use case while AWS misbehaves. The end is looked at when it behaves again. */
export async function faultRun(
  stage: Stage,
  useCase: string,
  { throttled, dropped, lagSeconds, seed }: Misbehaviour,
): Promise<ScenarioOutcome> {
  const { faults } = stage.sandbox;
  const { calls } = stage.replicas[0].wire;
  const before = calls.length;
  const started = Date.now();
  if (throttled > 0) {
    faults.throttle('*', { probability: throttled, seed });
  }
  if (dropped > 0) {
    faults.drop('*', { probability: dropped, seed: seed + 1 });
  }
  if (lagSeconds > 0) {
    faults.lag('*', lagSeconds * 1000);
  }
  try {
    const person = stage.person('amara');
    const wanted = wantedUseCase(useCase);
    const task = await person.ended(
      await stage.create(person, wanted),
      ENDS_WITHIN_MS,
    );
    faults.clear();
    const made = calls.slice(before);
    const refused = made.filter(({ status = 0 }) => status >= 400).length;
    const unanswered = made.filter(({ status }) => status === undefined).length;
    const problems = unlessCompleted(task);
    if (problems.length === 0) {
      // The next regular collection of evidence, now.
      await person.call('POST', `/mlops/use-cases/${useCase}/refresh`, {});
      problems.push(...(await problemsOf(person, stage.aws, wanted)));
    }
    stage.check();
    return {
      facts: [
        `${throttled * 100} % throttled, ${dropped * 100} % of answers dropped, lists ${lagSeconds} s behind: ${made.length} calls, ${refused} refused, ${unanswered} not answered, ${Math.round(
          (Date.now() - started) / 1000,
        )} s`,
      ],
      problems,
    };
  } finally {
    faults.clear();
  }
}
