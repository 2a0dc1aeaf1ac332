import { setTimeout as sleep } from 'node:timers/promises';
import { isOfTask } from '../matrix/record';
import { wantedUseCase, type Stage } from '../stage';
import { problemsOf } from '../world/exactness';
import { problem, unlessCompleted, type ScenarioOutcome } from './scenario';

/** How long a task may take to hear that it is stopped: the scaffolder looks every second. */
const HEARS_WITHIN_MS = 4_000;

/** How long AWS has to be left alone to count as stopped. */
const QUIET_MS = 4_000;

/** A person stops a task once a call was made, and later has it run again. */
export async function cancelAndRetry(
  stage: Stage,
  useCase: string,
  operation: string,
): Promise<ScenarioOutcome> {
  const person = stage.person('amara');
  const wanted = wantedUseCase(useCase);
  const { wire } = stage.replicas[0];
  const underWay = wire.seen(call => call.operation === operation);
  const taskId = await stage.create(person, wanted);
  await underWay;
  await person.cancel(taskId);
  await sleep(HEARS_WITHIN_MS);
  const before = wire.calls.length;
  await sleep(QUIET_MS);
  const later = wire.calls.slice(before).filter(isOfTask);
  const stopped = await person.ended(taskId);
  // The scaffolder calls a task failed whose action gave up because it was cancelled.
  const problems = [
    ...(stopped.status === 'completed'
      ? [problem('a cancelled task is completed')]
      : []),
    ...later.map(call => problem(`still calls ${call.operation}`)),
  ];
  const told = stopped.log.filter(line => /Cancelled\./.test(line)).join(' | ');
  if (!told) {
    problems.push(problem('it is not said what exists'));
  }
  const accounts = await stage.aws.accounts(`${useCase}-`);
  for (const { Id = '', Name = '' } of accounts) {
    const environment = Name.slice(useCase.length + 1);
    // An account that AWS was only asked for has no number yet that could be told.
    if (
      stopped.log.every(line => !line.includes(Id)) &&
      !told.includes(`${environment}: no account yet`)
    ) {
      problems.push(problem(`it is not said that account ${Name} exists`));
    }
  }
  await person.retry(taskId);
  const retried = await person.ended(taskId);
  problems.push(
    ...unlessCompleted(retried),
    ...(await problemsOf(person, stage.aws, wanted)),
  );
  stage.check();
  return {
    facts: [
      `cancelled at ${operation} with ${accounts.length} accounts; it said: ${told}`,
    ],
    problems,
  };
}
