// Fills the organization with use cases, in the way and in the order in which they came about.
import { forgetOldEvents } from '../cloudformation/lifecycle';
import type { State } from '../state/model';
import { beginningOf } from './accounts';
import { addCostAnomaly } from './costs';
import { startLife } from './life';
import { storyOf } from './story';
import { daysBefore } from './time';
import { unfold } from './timeline';
import { addOrganizationTrail } from './trails';
import { USE_CASES } from './useCases';
import { isWorkplace } from './workplace';

/** For how long people have come to work each day: what happened before is told one by one. */
const DAYS_OF_LIFE = 90;

/**
 * Adds all use cases.
 *
 * @param now - milliseconds since 1970
 */
export function addUseCases(state: State, now: number): void {
  const happenings = [
    { at: daysBefore(now, 590), does: addOrganizationTrail },
    ...USE_CASES.flatMap(useCase => beginningOf(useCase, now)),
    ...USE_CASES.filter(isWorkplace).flatMap(useCase => storyOf(useCase, now)),
    { at: daysBefore(now, DAYS_OF_LIFE), does: startLife },
  ];
  unfold(state, happenings, now);
  addCostAnomaly(state, now);
  forgetOldEvents(state, now);
}
