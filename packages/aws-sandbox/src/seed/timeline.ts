// What happened in the past, told in the order in which it happened.
import type { Context } from '../operation';
import type { State } from '../state/model';
import { advance } from '../work';
import { at } from './time';

/** Something that somebody did. */
export interface Happening {
  /** Milliseconds since 1970. */
  at: number;
  does(context: Context): void;
}

/**
 * Lets things happen, each at its time, and lets AWS do what is due in between.
 *
 * @param until - when the story ends: milliseconds since 1970
 */
export function unfold(
  state: State,
  happenings: Happening[],
  until: number,
): void {
  const inOrder = [...happenings].sort((a, b) => a.at - b.at);
  for (const happening of inOrder) {
    const context = at(state, happening.at);
    advance(context);
    happening.does(context);
  }
  advance(at(state, until));
}
