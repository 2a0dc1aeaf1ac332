import { parseArgs } from 'node:util';
import { runMatrix } from '../matrix/matrix';
import { matrixReport } from '../matrix/report';

const HELP = `Kills the portal around every call to AWS that Create use case makes, starts it
again, and looks whether the use case ends exactly as it was asked for.

  npm run crash-matrix                         all of it
  npm run crash-matrix -- --calls CreateAccount   only calls whose name matches
  npm run crash-matrix -- --sample 10          ten deaths, spread over all
  npm run crash-matrix -- --replicas 2         two portals: one dies, the other goes on
  npm run crash-matrix -- --lanes 4            as many deaths at a time (2)
  npm run crash-matrix -- --meanwhile goes-on  AWS goes on while the portal is dead
                                               (stands-still: all is as it was left)
  npm run crash-matrix -- --verbose            and show what the portals log
`;

function positive(option: string, text: string | undefined) {
  const number = Number(text);
  if (text !== undefined && !(Number.isInteger(number) && number > 0)) {
    throw new Error(`--${option} takes a whole number above 0, not ${text}.`);
  }
  return text === undefined ? undefined : number;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs the crash matrix from the command line.
 *
 * @param args - what follows the command's name
 * @returns the exit status
 */
export async function runCrashMatrix(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      calls: { type: 'string' },
      sample: { type: 'string' },
      replicas: { type: 'string' },
      lanes: { type: 'string', default: '2' },
      meanwhile: { type: 'string', default: 'stands-still' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    write(HELP.trimEnd());
    return 0;
  }
  const { meanwhile } = values;
  if (meanwhile !== 'stands-still' && meanwhile !== 'goes-on') {
    throw new Error(
      `--meanwhile is stands-still or goes-on, not ${meanwhile}.`,
    );
  }
  const { text, isOk } = matrixReport(
    await runMatrix({
      pattern: values.calls ? new RegExp(values.calls) : undefined,
      sample: positive('sample', values.sample),
      replicas: positive('replicas', values.replicas),
      lanes: positive('lanes', values.lanes),
      meanwhile,
      verbose: values.verbose,
      log: write,
    }),
  );
  write(`\n${text}`);
  return isOk ? 0 : 1;
}
