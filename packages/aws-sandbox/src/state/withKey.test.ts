import { withKey } from './withKey';

interface Thing {
  id: number;
  accountId: string;
}

describe('withKey', () => {
  it('finds what filtering finds, whatever was added and removed before', () => {
    let sequence = 7;
    const next = (limit: number) => {
      sequence = (sequence * 1103515245 + 12345) % 2147483648;
      // The lower bits of such numbers repeat.
      return Math.floor(sequence / 65536) % limit;
    };
    const things: Thing[] = [];
    for (let step = 0; step < 3000; step += 1) {
      // Several changes between two looks, so that the array may be as long as before.
      for (let change = next(3); change > 0; change -= 1) {
        if (next(5) < 2 && things.length > 0) {
          things.splice(next(things.length), 1);
        } else {
          things.push({ id: step * 10 + change, accountId: `${next(5)}` });
        }
      }
      const wanted = `${next(5)}`;
      expect(withKey(things, 'accountId', wanted)).toEqual(
        things.filter(({ accountId }) => accountId === wanted),
      );
    }
    expect(things.length).toBeGreaterThan(0);
  });

  it('knows arrays and keys apart', () => {
    const some = [{ id: 1, accountId: 'a' }];
    const others = [{ id: 2, accountId: 'a' }];
    expect(withKey(some, 'accountId', 'a')).toEqual(some);
    expect(withKey(others, 'accountId', 'a')).toEqual(others);
    expect(withKey(some, 'id', 1)).toEqual(some);
    expect(withKey(some, 'id', 2)).toEqual([]);
  });
});
