import { wantedUseCase, type Stage } from '../stage';
import { problemsOf } from '../world/exactness';
import { problem, type ScenarioOutcome } from './scenario';

/** Two people ask for a use case of the same name at the same moment, for different teams: one gets it, the other is told. */
export async function raceForName(
  stage: Stage,
  useCase: string,
): Promise<ScenarioOutcome> {
  const amara = stage.person('amara');
  const sofia = stage.person('sofia');
  const mine = wantedUseCase(useCase);
  const theirs = { ...mine, owner: 'group:default/pricing' };
  const [first, second] = await Promise.all([
    stage.create(amara, mine).then(id => amara.ended(id)),
    stage.create(sofia, theirs).then(id => sofia.ended(id)),
  ]);
  const winner = first.status === 'completed' ? mine : theirs;
  const loser = first.status === 'completed' ? second : first;
  const told = loser.log.join('\n');
  const problems = await problemsOf(amara, stage.aws, winner);
  const statuses = [first.status, second.status].sort().join(' and ');
  if (statuses !== 'completed and failed') {
    problems.push(problem(`the tasks are ${statuses}`));
  }
  if (!new RegExp(`${useCase}.*(taken|registered|exists)`, 'i').test(told)) {
    problems.push(problem(`the other is not told why: ${told}`));
  }
  stage.check();
  return { facts: [`the tasks are ${statuses}`], problems };
}

/** Two people ask for the very same at the same moment: one is served, the other is told by whom and where. */
export async function raceForTheSame(
  stage: Stage,
  useCase: string,
): Promise<ScenarioOutcome> {
  const amara = stage.person('amara');
  const jonas = stage.person('jonas');
  const wanted = wantedUseCase(useCase);
  const tasks = await Promise.all(
    [amara, jonas].map(async person =>
      person.ended(await stage.create(person, wanted)),
    ),
  );
  const problems = await problemsOf(amara, stage.aws, wanted);
  const statuses = tasks
    .map(({ status }) => status)
    .sort()
    .join(' and ');
  const winner = tasks.find(({ status }) => status === 'completed');
  const told = tasks
    .filter(task => task !== winner)
    .flatMap(({ log }) => log)
    .join('\n');
  if (statuses !== 'completed and failed') {
    problems.push(problem(`the tasks are ${statuses}`));
  }
  if (!winner || !told.includes(`in the task ${winner.id}`)) {
    problems.push(problem(`the other is not told who was first: ${told}`));
  }
  stage.check();
  return { facts: [`the tasks are ${statuses}`], problems };
}
