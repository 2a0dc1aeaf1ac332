// What the people of the example organization do each day, in its past and as its clock goes on.
import type { MonitoringType } from '@aws-sdk/client-sagemaker';
import type { Context } from '../operation';
import type { State } from '../state/model';
import { deliveryOf, isUnderWay, release } from './delivery';
import { drift, driftNow } from './monitoring';
import { review, versionsOf } from './registry';
import { servedVersion } from './serving';
import { findAccount, findWorkplace, type Workplace } from './workplace';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** When people come to work: 9 o'clock (UTC). */
const MORNING = 9 * HOUR;

/** Something that is done each day for a use case. */
type Routine = (context: Context, useCase: Workplace) => void;

/** Whoever answers for the use case approves what has waited for a day. */
const approveAfterADay: Routine = (context, useCase) => {
  for (const version of versionsOf(context.state, useCase)) {
    const isPending = version.approval === 'PendingManualApproval';
    if (isPending && version.createdAt <= context.now - DAY) {
      review(context, useCase, version, 'Approved');
    }
  }
};

/** The newest approved version goes to test and prod, one at a time. */
const releaseTheNewest: Routine = (context, useCase) => {
  const { state } = context;
  const newest = versionsOf(state, useCase).findLast(
    ({ approval }) => approval === 'Approved',
  );
  const pipeline = deliveryOf(state, useCase);
  const isNew =
    newest && newest.version > servedVersion(state, useCase, 'prod');
  if (isNew && pipeline && !isUnderWay(state, pipeline)) {
    release(context, useCase, pipeline, newest);
  }
};

/** Customers change a little each day, once they have begun to. */
function driftAway(
  type: MonitoringType,
  { perDay, upTo }: { perDay: number; upTo: number },
): Routine {
  return (context, useCase) => {
    const now = driftNow(context, useCase, type);
    if (now > 0 && now < upTo) {
      drift(context, useCase, type, Math.min(upTo, now + perDay));
    }
  };
}

/** Who does what. */
const ROUTINES: Record<string, Routine[]> = {
  'fraud-detection': [approveAfterADay, releaseTheNewest],
  'customer-lifetime-value': [
    driftAway('DataQuality', { perDay: 0.025, upTo: 0.95 }),
  ],
};

/** Has people come to work from the next morning on. */
export function startLife({ state, now }: { state: State; now: number }): void {
  const today = Math.floor((now - MORNING) / DAY) * DAY + MORNING;
  state.work.push({ kind: 'live', dueAt: today + DAY });
}

/** Does what is done each day; a use case without its accounts is left alone. */
export function live(context: Context): void {
  startLife(context);
  for (const [name, routines] of Object.entries(ROUTINES)) {
    const useCase = findWorkplace(name);
    const hasAccounts = (['dev', 'test', 'prod'] as const).every(
      environment =>
        useCase && findAccount(context.state, useCase, environment),
    );
    if (useCase && hasAccounts) {
      routines.forEach(routine => routine(context, useCase));
    }
  }
}
