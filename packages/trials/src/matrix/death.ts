// One cell of the matrix: a use case is asked for, the portal dies around a call, and the task recovers by itself.
import { wantedUseCase, type Stage } from '../stage';
import type { NamedCall } from '../wire/callName';
import type { Moment } from '../wire/Wire';
import { problemsOf, type Problem } from '../world/exactness';
import { unlessCompleted } from '../scenarios/scenario';
import { isOfTask } from './record';

/** What AWS does while the portal lies dead: nothing, so that the task finds all as it left it; or it goes on and finishes. */
export type Meanwhile = 'stands-still' | 'goes-on';

/** How one death ended. */
export interface DeathOutcome {
  useCase: string;
  problems: Problem[];
  /** From pressing the button to the end of the check, in milliseconds. */
  tookMs: number;
  /** What the starting of the portal took of that, in milliseconds; 0 when another replica went on. */
  startMs: number;
}

const ENDS_WITHIN_MS = 240_000;

/**
 * Has a portal die around a call and looks at what comes of it.
 *
 * @param options.victim - the replica in which the task runs and dies; with others on the stage one of those goes on, and the victim is started when the task has ended
 */
export async function die(
  stage: Stage,
  options: {
    useCase: string;
    call: NamedCall;
    moment: Moment;
    meanwhile: Meanwhile;
    victim?: number;
  },
): Promise<DeathOutcome> {
  const { useCase, call, moment, meanwhile, victim = 0 } = options;
  const started = Date.now();
  const { wire, portal } = stage.replicas[victim];
  const isAlone = stage.replicas.length === 1;
  const heir = isAlone ? victim : (victim + 1) % stage.replicas.length;
  const wanted = wantedUseCase(useCase);
  const watcher = stage.person('amara', heir);
  const standsStill = wire.stopAt(
    moment,
    async candidate =>
      isOfTask(candidate) &&
      (await stage.nameOf(candidate, useCase)).key === call.key,
  );
  const taskId = await stage.create(stage.person('amara', victim), wanted);
  const ended = watcher.ended(taskId, ENDS_WITHIN_MS);
  const first = await Promise.race([
    standsStill.then(() => 'stands still' as const),
    ended,
  ]);
  if (first !== 'stands still') {
    wire.go();
    return {
      useCase,
      problems: [
        { text: 'the call did not come', duplicates: 0 },
        ...unlessCompleted(first),
      ],
      tookMs: Date.now() - started,
      startMs: 0,
    };
  }
  if (meanwhile === 'stands-still') {
    stage.clock.stop();
  }
  await portal.kill();
  wire.go();
  const goesOn = stage.replicas[heir].wire
    .seen(isOfTask)
    .then(() => stage.clock.go());
  let startMs = isAlone ? await portal.start() : 0;
  // A task that needs nothing of AWS any more ends without a call.
  await Promise.race([goesOn, ended]);
  stage.clock.go();
  const task = await ended;
  if (!isAlone) {
    startMs = await portal.start();
  }
  const problems = unlessCompleted(task);
  if (problems.length === 0) {
    problems.push(...(await problemsOf(watcher, stage.aws, wanted)));
  }
  stage.check();
  return { useCase, problems, tookMs: Date.now() - started, startMs };
}
