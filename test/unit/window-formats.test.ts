import { afterEach, describe, expect, it } from 'vitest';
import { AccountingDate, Instant } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { regionLocale } from '../../src-main/region.ts';
import {
  amount,
  count,
  day,
  followRegion,
  moment,
  plainMoment,
  plainNumber,
  region,
} from '../../src-renderer/format/index.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const date = AccountingDate.parse('2026-03-04');
const instant = Instant.parse('2026-03-04T23:30:00Z');

afterEach(() => followRegion('en-US'));

describe('the window follows the region', () => {
  it('of the host, whatever language the browser speaks', () => {
    followRegion('de-DE', 'en-US');
    expect(plain(amount(-123_450, currency('EUR')))).toBe('-1.234,50 €');
    expect(day(date)).toBe('4. März 2026');
    expect(count(12_345)).toBe('12.345');
    followRegion('en-GB', 'en-US');
    expect(day(date)).toBe('4 Mar 2026');
    expect(amount(123_450, currency('GBP'))).toBe('£1,234.50');
  });

  it('of the browser, where the host cannot tell or says nothing that can be written in', () => {
    for (const host of [null, '', 'C', 'not a locale', 'en_US.UTF-8']) {
      followRegion(host, 'fr-FR');
      expect(region()).toBe('fr-FR');
      expect(plain(amount(123_450, currency('EUR')))).toBe('1 234,50 €');
    }
  });

  it('with all of an amount’s digits, however large', () => {
    followRegion('en-US');
    expect(amount(9_007_199_254_740_991, currency('USD'))).toBe('$90,071,992,547,409.91');
    expect(amount(1_234, currency('JPY'))).toBe('¥1,234');
    expect(amount(1_234, currency('KWD')).replace(/\s/g, ' ')).toBe('KWD 1.234');
  });
});

describe('what is copied for a spreadsheet', () => {
  it('has the region’s decimal mark and nothing else that is not a digit', () => {
    followRegion('de-DE');
    expect(plainNumber('-1234.50')).toBe('-1234,50');
    followRegion('en-GB');
    expect(plainNumber('-1234.50')).toBe('-1234.50');
  });

  it('has moments by the company’s clock, the hour after midnight as 00', () => {
    followRegion('de-DE');
    expect(plainMoment(instant, 'Europe/London')).toBe('2026-03-04 23:30');
    expect(plainMoment(instant, 'Europe/Berlin')).toBe('2026-03-05 00:30');
    expect(moment(instant, 'Europe/Berlin')).toBe('05.03.2026, 00:30');
  });
});

it('Node knows the region on Windows alone', () => {
  expect(regionLocale('linux')).toBeNull();
  expect(regionLocale('win32')).toBe(new Intl.NumberFormat().resolvedOptions().locale);
});
