// Outputs that stacks of an account and region share by name.
import type { Stack, StackOutput, State } from '../state/model';
import { StackError } from './StackError';

type Place = Pick<Stack, 'accountId' | 'region'>;

/** The stacks of an account and region that are there. */
export function liveStacks(
  state: State,
  { accountId, region }: Place,
): Stack[] {
  return state.stacks.filter(
    stack =>
      stack.accountId === accountId &&
      stack.region === region &&
      stack.status !== 'DELETE_COMPLETE',
  );
}

/** An export of an account and region, with the stack that it is of. */
export function exportOf(
  state: State,
  place: Place,
  name: string,
): (StackOutput & { stack: Stack }) | undefined {
  for (const stack of liveStacks(state, place)) {
    const output = stack.outputs.find(({ exportName }) => exportName === name);
    if (output) {
      return { ...output, stack };
    }
  }
  return undefined;
}

/** The stacks that import an export of an account and region. */
export function importersOf(state: State, place: Place, name: string): Stack[] {
  return liveStacks(state, place).filter(({ imports }) =>
    imports.includes(name),
  );
}

/** The names of stacks in a sentence. */
export function namesOf(stacks: Stack[]): string {
  const names = stacks.map(({ name }) => name);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)]
    .filter(part => part)
    .join(' and ');
}

/**
 * Refuses outputs whose exports another stack has already, or that others
 * import as they are now.
 *
 * @throws StackError
 */
export function checkExports(
  state: State,
  stack: Stack,
  outputs: StackOutput[],
): void {
  for (const { exportName } of outputs) {
    const other = exportName && exportOf(state, stack, exportName);
    if (other && other.stack !== stack) {
      throw new StackError(
        `Export with name ${exportName} is already exported by stack ${other.stack.name}. Rule: export names must be unique within an account and region.`,
      );
    }
  }
  for (const { exportName, value } of stack.outputs) {
    const next = outputs.find(output => output.exportName === exportName);
    if (exportName && next?.value !== value) {
      const importers = importersOf(state, stack, exportName);
      if (importers.length > 0) {
        throw new StackError(
          `Export ${exportName} cannot be ${next ? 'updated' : 'deleted'} as it is in use by ${namesOf(importers)}`,
        );
      }
    }
  }
}
