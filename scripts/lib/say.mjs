// What the scripts tell the person in front of the terminal.

/** A step that begins. */
export function say(message) {
  process.stdout.write(`▸ ${message}\n`);
}

/** A trouble that a person can mend: shown without a stack. */
export class Trouble extends Error {
  /**
   * @param {string} what - what went wrong
   * @param {string} remedy - what to do
   */
  constructor(what, remedy) {
    super(`${what}\n  ${remedy}`);
    this.name = 'Trouble';
  }
}

/** Runs a script's main function; a failure ends the process with status 1. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0;
  } catch (error) {
    process.stderr.write(
      `\n✖ ${error instanceof Trouble ? error.message : error.stack}\n`,
    );
    process.exit(1);
  }
}
