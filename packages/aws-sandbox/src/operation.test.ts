import { schedule } from './operation';
import { emptyState } from './seed/foundation';
import { at } from './seed/time';

it('schedules work that was due before for later, not for when it was due', () => {
  const state = emptyState(10);
  const done = { kind: 'live', dueAt: 1000 } as const;
  schedule(at(state, 5000), 60, done);
  expect(state.work).toEqual([{ kind: 'live', dueAt: 65_000 }]);
});
