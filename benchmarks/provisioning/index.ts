// What creating a use case takes beyond what AWS takes, and what four accounts take beyond one.
import {
  setStage,
  wantedUseCase,
  problemsOf,
  type Stage,
} from '@mlops-portal/trials';
import { median, type Benchmark } from '../measurement';
import { criticalPathMs } from './criticalPath';

/** The sandbox as people run it: 25 times as fast as AWS, which makes what the portal adds weigh 25 times as much. */
const SPEED = 1;

const ROUNDS = 3;
const ALL = ['experimentation', 'dev', 'test', 'prod'];
const ONE = ['experimentation'];

interface TaskEvent {
  createdAt: string;
  body: { stepId?: string; status?: string };
}

interface Task {
  spec: { steps: { id: string; action: string }[] };
}

/** Times of one task in milliseconds. */
interface Times {
  /** From pressing the button to the end. */
  task: number;
  /** The step that provisions the accounts. */
  accounts: number;
}

async function measure(
  stage: Stage,
  useCase: string,
  environments: string[],
): Promise<Times> {
  const person = stage.person('amara');
  const wanted = wantedUseCase(useCase, environments);
  const started = Date.now();
  const taskId = await stage.create(person, wanted);
  const { status, log } = await person.ended(taskId, 600_000);
  const ended = Date.now();
  const problems = await problemsOf(person, stage.aws, wanted);
  if (status !== 'completed' || problems.length > 0) {
    throw new Error(
      `Not exact: ${status} ${problems.map(({ text }) => text).join('; ')}\n${log.join('\n')}`,
    );
  }
  const [{ spec }, events] = await Promise.all([
    person.call<Task>('GET', `/scaffolder/v2/tasks/${taskId}`),
    person.call<TaskEvent[]>('GET', `/scaffolder/v2/tasks/${taskId}/events`),
  ]);
  const step = spec.steps.find(
    ({ action }) => action === 'mlops:account:provision',
  );
  const at = (wantedStatus: string) =>
    Date.parse(
      events.find(
        ({ body }) => body.stepId === step?.id && body.status === wantedStatus,
      )?.createdAt ?? '',
    );
  return {
    task: ended - started,
    accounts: at('completed') - at('processing'),
  };
}

/** `provisioning.overheadRatio` and `provisioning.fourAccountsRatio`. */
export const benchmark: Benchmark = async log => {
  const paths: number[] = [];
  const four: Times[] = [];
  const one: Times[] = [];
  const stage = await setStage({ speed: SPEED });
  try {
    // The first task also pays for code that is run for the first time.
    await measure(stage, 'bench-warm', ONE);
    for (let round = 0; round < ROUNDS; round += 1) {
      const path = await criticalPathMs({
        environments: ALL,
        speed: SPEED,
        variant: round,
      });
      const withFour = await measure(stage, `bench-four-${round}`, ALL);
      const withOne = await measure(stage, `bench-one-${round}`, ONE);
      paths.push(path);
      four.push(withFour);
      one.push(withOne);
      log(
        `round ${round + 1}: AWS ${path} ms, task ${withFour.task} ms; accounts: four ${withFour.accounts} ms, one ${withOne.accounts} ms`,
      );
    }
  } finally {
    await stage.clear();
  }
  const task = median(four.map(times => times.task));
  const path = median(paths);
  const accountsOfFour = median(four.map(times => times.accounts));
  const accountOfOne = median(one.map(times => times.accounts));
  return [
    {
      metric: 'provisioning.overheadRatio',
      value: task / path,
      unit: 'ratio',
      peer: path,
      ratio: task / path,
      note: `task ${Math.round(task)} ms, AWS's own critical path ${Math.round(path)} ms`,
    },
    {
      metric: 'provisioning.fourAccountsRatio',
      value: accountsOfFour / accountOfOne,
      unit: 'ratio',
      peer: accountOfOne,
      ratio: accountsOfFour / accountOfOne,
      note: `four accounts ${Math.round(accountsOfFour)} ms, one ${Math.round(accountOfOne)} ms`,
    },
  ];
};
