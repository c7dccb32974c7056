import { describe, expect, it } from 'vitest';
import {
  choose,
  chooseAll,
  chooseNone,
  ledTo,
  NOTHING,
} from '../../src-renderer/components/list/selection.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: typeof NOTHING) => [...selection.chosen].sort().join('');

describe('choosing rows', () => {
  it('one alone, several with Ctrl, a range with Shift from where it began', () => {
    const one = choose(NOTHING, keys, 'b', 'only');
    expect(chosen(one)).toBe('b');
    const range = choose(one, keys, 'd', 'extend');
    expect(chosen(range)).toBe('bcd');
    expect(chosen(choose(range, keys, 'a', 'extend'))).toBe('ab');
    const two = choose(one, keys, 'e', 'toggle');
    expect(chosen(two)).toBe('be');
    expect(chosen(choose(two, keys, 'b', 'toggle'))).toBe('e');
  });

  it('a range begins anew where its beginning is gone', () => {
    const one = choose(NOTHING, keys, 'b', 'only');
    expect(chosen(choose(one, ['a', 'c', 'd'], 'd', 'extend'))).toBe('d');
  });

  it('all, and none, keep the place', () => {
    const all = chooseAll(choose(NOTHING, keys, 'c', 'only'), keys);
    expect([chosen(all), all.current]).toEqual(['abcde', 'c']);
    expect([chosen(chooseNone(all)), chooseNone(all).current]).toEqual(['', 'c']);
  });
});

describe('a key', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 12],
    ['PageUp', 3, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s leads from %i to %i of 100, ten in view', (key, from, to) => {
    expect(ledTo(key, from, 100, 10)).toBe(to);
  });

  it('that is a letter leads nowhere', () => {
    expect(ledTo('j', 3, 100, 10)).toBeNull();
  });
});
