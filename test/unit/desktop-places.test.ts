import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkInArguments, parseDeepLink } from '../../src-main/desktop/deep-link.ts';
import { recallPlace, rememberPlace } from '../../src-main/desktop/window-place.ts';

describe('a matchbook:// link', () => {
  it.each([
    ['matchbook://today', { screen: 'today', transactionId: null }],
    ['matchbook://review/stripe%3Ach_1', { screen: 'review', transactionId: 'stripe:ch_1' }],
    ['matchbook://payouts/x', { screen: 'payouts', transactionId: null }],
    ['matchbook://settings', { screen: 'settings', transactionId: null }],
    ['matchbook://settings/backup', { screen: 'settings', transactionId: null, page: 'backup' }],
    ['matchbook://settings/schedules/', { screen: 'settings', transactionId: null, page: 'schedules' }],
    ['matchbook://settings/no-such-page', { screen: 'settings', transactionId: null }],
    ['matchbook://settings/%E0%A4%A', { screen: 'settings', transactionId: null }],
    ['matchbook://approve-all', null],
    ['https://review', null],
    ['matchbook://review/%E0%A4%A', null],
    ['nonsense', null],
  ])('%s', (address, expected) => {
    expect(parseDeepLink(address)).toEqual(expected);
  });

  it('is found among the arguments of a start', () => {
    expect(linkInArguments(['C:/Matchbook.exe', '--flag', 'matchbook://history'])).toEqual({
      screen: 'history',
      transactionId: null,
    });
    expect(linkInArguments(['--hidden'])).toBeNull();
  });
});

describe('the window’s place', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'matchbook-place-')), 'deep', 'window.json');
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const place = { x: 100, y: 50, width: 1200, height: 800, maximized: false };

  it('is remembered', () => {
    rememberPlace(file, place);
    expect(recallPlace(file, [screen])).toEqual(place);
  });

  it('is forgotten when its screen is gone, or the file is damaged', () => {
    rememberPlace(file, { ...place, x: 4000 });
    expect(recallPlace(file, [screen])).toBeNull();
    writeFileSync(file, '{"x":');
    expect(recallPlace(file, [screen])).toBeNull();
    expect(recallPlace(`${file}.missing`, [screen])).toBeNull();
  });
});
