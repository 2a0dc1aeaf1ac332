// Finding things among thousands. The state is plain arrays; what is found by is indexed beside them when it is looked for.

interface Index<T> {
  byValue: Map<unknown, T[]>;
  /** How many of the array are in it, and the last of those. */
  length: number;
  last: T | undefined;
}

const indexes = new WeakMap<object, Map<PropertyKey, Index<unknown>>>();

function indexOf<T>(items: T[], key: keyof T): Index<T> {
  const ofItems = indexes.get(items) ?? new Map<PropertyKey, Index<unknown>>();
  indexes.set(items, ofItems);
  const known = ofItems.get(key) as Index<T> | undefined;
  const hasGrown =
    known &&
    known.length <= items.length &&
    known.last === items[known.length - 1];
  const index = hasGrown
    ? known
    : { byValue: new Map<unknown, T[]>(), length: 0, last: undefined };
  for (const item of items.slice(index.length)) {
    const others = index.byValue.get(item[key]);
    if (others) {
      others.push(item);
    } else {
      index.byValue.set(item[key], [item]);
    }
  }
  index.length = items.length;
  index.last = items.at(-1);
  ofItems.set(key, index);
  return index;
}

/**
 * Of things those whose key has a value, in their order. Takes as long as there
 * are such things, not as there are things at all.
 *
 * Things are added at the end and removed one by one; nothing takes the place of
 * another, and no key of what is there is changed.
 */
export function withKey<T, Key extends keyof T>(
  items: T[],
  key: Key,
  value: T[Key],
): readonly T[] {
  return indexOf(items, key).byValue.get(value) ?? [];
}
