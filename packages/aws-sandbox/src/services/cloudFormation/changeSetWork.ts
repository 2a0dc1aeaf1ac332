import type { Context } from '../../operation';

/** Finishes a change set that is being made. */
export function completeChangeSet(
  { state }: Context,
  { changeSetId }: { changeSetId: string },
): void {
  const changeSet = state.changeSets.find(({ id }) => id === changeSetId);
  if (changeSet?.status === 'CREATE_PENDING') {
    changeSet.status = 'CREATE_COMPLETE';
    changeSet.executionStatus = 'AVAILABLE';
  }
}
