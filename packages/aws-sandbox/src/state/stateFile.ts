import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SandboxError } from '../SandboxError';
import type { State } from './model';

/** Keeps the state in one file. */
export interface StateFile {
  /**
   * Writes the state as it is now; calls at the same time share one write.
   *
   * @throws SandboxError when the file cannot be written
   */
  save(): Promise<void>;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'no reason given';
}

function isState(value: unknown): value is State {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 3 &&
    'work' in value &&
    Array.isArray(value.work)
  );
}

/**
 * Reads a state file; undefined when there is none yet.
 *
 * @throws SandboxError when the file cannot be read, is damaged or of another version
 */
export async function readState(path: string): Promise<State | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw new SandboxError(
      `Cannot read the state in ${path} (${codeOf(error)}): name another file with --state.`,
      { cause: error },
    );
  }
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch (error) {
    throw new SandboxError(
      `The state in ${path} is damaged (not JSON): delete the file to start anew, or name another with --state.`,
      { cause: error },
    );
  }
  if (!isState(state)) {
    throw new SandboxError(
      `The file ${path} is not the state of this version of the sandbox: delete it to start anew, or name another with --state.`,
    );
  }
  return state;
}

/**
 * Keeps the state in a file, or nowhere when no path is given. A file is
 * replaced as a whole, so that a crash leaves the one before.
 *
 * @param current - answers the state to be written
 */
export function createStateFile(
  path: string | undefined,
  current: () => State,
): StateFile {
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function write(file: string): Promise<void> {
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(temporary, JSON.stringify(current()));
      await rename(temporary, file);
    } catch (error) {
      throw new SandboxError(
        `Cannot write the state to ${file} (${codeOf(error)}): make the folder writable, or name another file with --state.`,
        { cause: error },
      );
    }
  }

  function start(file: string): Promise<void> {
    const started = write(file).finally(() => {
      writing = undefined;
    });
    writing = started;
    return started;
  }

  return {
    async save() {
      if (!path) {
        return;
      }
      // What is being written may be older than this call: wait for the write after it.
      next ??= (writing ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          return start(path);
        });
      await next;
    },
  };
}
