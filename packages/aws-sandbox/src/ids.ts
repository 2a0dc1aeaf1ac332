import { createHash } from 'node:crypto';
import type { State } from './state/model';

const DIGITS = '0123456789';
const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz0123456789';
const UPPERCASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HEXADECIMAL = '0123456789abcdef';

const ALPHABETS = {
  digits: DIGITS,
  lowercase: LOWERCASE,
  uppercase: UPPERCASE,
  hexadecimal: HEXADECIMAL,
};

/**
 * A new id: unpredictable to look at, the same in the same order of calls.
 *
 * @param length - number of characters, at most 64
 */
export function newId(
  state: State,
  length: number,
  alphabet: keyof typeof ALPHABETS = 'lowercase',
): string {
  state.sequence += 1;
  const characters = ALPHABETS[alphabet];
  const bytes = createHash('sha512').update(String(state.sequence)).digest();
  return Array.from(
    { length },
    (_, index) => characters[bytes[index] % characters.length],
  ).join('');
}

/** A new id in the form of a UUID. */
export function newUuid(state: State): string {
  const hex = newId(state, 32, 'hexadecimal');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
