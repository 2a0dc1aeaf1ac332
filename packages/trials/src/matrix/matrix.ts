// The crash matrix: for every call that Create use case makes, a death before and a death after it.
import { setStage, wantedUseCase, type Stage } from '../stage';
import type { NamedCall } from '../wire/callName';
import type { Moment } from '../wire/Wire';
import { orphans, problemsOf, type Problem } from '../world/exactness';
import { die, type DeathOutcome, type Meanwhile } from './death';
import { distinctCalls } from './record';

/** The kinds of death. */
export const MOMENTS: Moment[] = ['before', 'after'];

/** A cell of the matrix. */
export interface Cell {
  call: NamedCall;
  moment: Moment;
  outcome?: DeathOutcome;
}

/** What a matrix came to. */
export interface MatrixResult {
  calls: NamedCall[];
  cells: Cell[];
  /** What belongs to nobody at the end. */
  orphaned: Problem[];
}

/** How a matrix is run. */
export interface MatrixOptions {
  /** Only calls whose name matches. */
  pattern?: RegExp;
  /** Only so many of the deaths, spread over all of them. */
  sample?: number;
  /** Portals on the same databases; with two, one dies and the other goes on. */
  replicas?: number;
  /** Stages on which deaths are tried at the same time. */
  lanes?: number;
  meanwhile?: Meanwhile;
  verbose?: boolean;
  /** Told what goes on. */
  log?: (line: string) => void;
}

/** So many of the items, evenly spread, the first and the last among them. */
export function spread<T>(items: T[], count = items.length): T[] {
  if (count >= items.length) {
    return items;
  }
  return Array.from(
    { length: count },
    (_, index) =>
      items[
        count === 1
          ? Math.floor(items.length / 2)
          : Math.round((index * (items.length - 1)) / (count - 1))
      ],
  );
}

/**
 * Makes a use case without a death and lists the calls.
 *
 * @throws an error when that alone is not exact
 */
export async function recordCalls(
  stage: Stage,
  useCase: string,
): Promise<NamedCall[]> {
  const person = stage.person('amara');
  const wanted = wantedUseCase(useCase);
  const { wire } = stage.replicas[0];
  const before = wire.calls.length;
  const { status, log } = await person.ended(
    await stage.create(person, wanted),
  );
  if (status !== 'completed') {
    throw new Error(
      `Creating a use case ${status} without any death:\n${log.join('\n')}`,
    );
  }
  const problems = await problemsOf(person, stage.aws, wanted);
  if (problems.length > 0) {
    throw new Error(
      `A use case is not exact without any death:\n${problems
        .map(({ text }) => text)
        .join('\n')}`,
    );
  }
  stage.check();
  return distinctCalls(stage, wire.calls.slice(before), useCase);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Says how a death ended, in a few words. */
export function verdict({ problems }: DeathOutcome): string {
  return problems.length === 0
    ? 'ok'
    : problems.map(({ text }) => text).join('; ');
}

/** Runs the matrix. */
export async function runMatrix(
  options: MatrixOptions = {},
): Promise<MatrixResult> {
  const {
    pattern,
    sample,
    replicas = 1,
    lanes = 1,
    meanwhile = 'stands-still',
    verbose,
    log = () => undefined,
  } = options;
  const stages: Stage[] = [];
  const useCases = new Map<Stage, string[]>();
  let serial = 0;

  async function newStage(): Promise<Stage> {
    const stage = await setStage({ replicas, verbose });
    stages.push(stage);
    useCases.set(stage, []);
    return stage;
  }

  function newUseCase(stage: Stage): string {
    serial += 1;
    const name = `trial-${serial}`;
    useCases.get(stage)?.push(name);
    return name;
  }

  try {
    log(`Setting the stage: ${replicas} portal(s), PostgreSQL, the sandbox`);
    const first = await newStage();
    const all = await recordCalls(first, newUseCase(first));
    const calls = all.filter(({ label }) => !pattern || pattern.test(label));
    const cells: Cell[] = spread(
      calls.flatMap(call => MOMENTS.map(moment => ({ call, moment }))),
      sample,
    );
    log(`${all.length} calls; ${cells.length} deaths to try`);
    const queue = [...cells];
    let done = 0;

    const work = async (stage: Stage): Promise<void> => {
      let victim = 0;
      for (let cell = queue.shift(); cell; cell = queue.shift()) {
        cell.outcome = await die(stage, {
          ...cell,
          useCase: newUseCase(stage),
          meanwhile,
          victim,
        });
        // Each replica has its turn.
        victim = (victim + 1) % replicas;
        done += 1;
        const { outcome, moment, call } = cell;
        log(
          `${done}/${cells.length} ${seconds(outcome.tookMs)} (start ${seconds(
            outcome.startMs,
          )}) ${moment} ${call.label}: ${verdict(outcome)}`,
        );
      }
    };

    const others = Array.from(
      { length: Math.min(lanes, cells.length) - 1 },
      async () => work(await newStage()),
    );
    await Promise.all([work(first), ...others]);
    const orphaned = await Promise.all(
      stages.map(stage =>
        orphans(stage.person('amara'), stage.aws, useCases.get(stage) ?? []),
      ),
    );
    return { calls, cells, orphaned: orphaned.flat() };
  } finally {
    await Promise.all(stages.map(({ clear }) => clear()));
  }
}
