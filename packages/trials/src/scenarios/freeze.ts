import { setTimeout as sleep } from 'node:timers/promises';
import { isOfTask } from '../matrix/record';
import { wantedUseCase, type Stage } from '../stage';
import { problemsOf } from '../world/exactness';
import { problem, unlessCompleted, type ScenarioOutcome } from './scenario';

/** How long both may work on after the task has ended. */
const AFTERMATH_MS = 10_000;

/**
 * A replica stands still so long that another takes its task over, and then
 * goes on as if nothing had been: for a while two work on the same task.
 *
 * @param operation - the call after which it stands still
 */
export async function freezeAndThaw(
  stage: Stage,
  useCase: string,
  operation: string,
): Promise<ScenarioOutcome> {
  const [frozen, heir] = stage.replicas;
  const person = stage.person('amara', 1);
  const wanted = wantedUseCase(useCase);
  const standsStill = frozen.wire.stopAt(
    'before',
    call => isOfTask(call) && call.operation === operation,
  );
  const taskId = await stage.create(stage.person('amara', 0), wanted);
  await standsStill;
  frozen.portal.freeze();
  frozen.wire.go();
  const takenOver = heir.wire.seen(isOfTask);
  await takenOver;
  frozen.portal.thaw();
  const task = await person.ended(taskId);
  await sleep(AFTERMATH_MS);
  const problems = unlessCompleted(task);
  if ((await person.statusOf(taskId)) !== 'completed') {
    problems.push(problem('the task did not stay completed'));
  }
  problems.push(...(await problemsOf(person, stage.aws, wanted)));
  stage.check();
  return {
    facts: [
      `frozen at ${operation}; ${frozen.wire.calls.length} and ${heir.wire.calls.length} calls`,
    ],
    problems,
  };
}
