import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountingDate, Marker } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { addressOf, loginOf } from '../../src-main/ledgers/sage-pro/connection/config.ts';
import { amountAsText, Parameters, quoted } from '../../src-main/ledgers/sage-pro/connection/statement.ts';
import { csv, dateText, safeText } from '../../src-main/ledgers/sage-pro/import-files/layout.ts';
import { linesOf } from '../../src-main/ledgers/sage-pro/posting/distribution.ts';
import { keyEquals, keyFor, sameKey } from '../../src-main/ledgers/sage-pro/posting/keys.ts';
import type { LockedItem } from '../../src-main/ledgers/sage-pro/posting/locked-rows.ts';
import { isInHistory } from '../../src-main/ledgers/sage-pro/posting/locked-rows.ts';
import {
  applyTo,
  itemState,
  type Movement,
  proportion,
  reliefInBase,
} from '../../src-main/ledgers/sage-pro/posting/movement.ts';
import { termsDiscount } from '../../src-main/ledgers/sage-pro/reading/open-item-row.ts';
import type { ColumnProfile } from '../../src-main/ledgers/sage-pro/schema/profile.ts';

const [USD, EUR] = [currency('USD'), currency('EUR')];
const charColumn = (length: number, type = 'char'): ColumnProfile => ({
  name: 'invno',
  type,
  length,
  precision: null,
  scale: null,
  nullable: false,
  hasDefault: false,
  identity: false,
  computed: false,
  collation: 'Latin1_General_BIN',
});

describe('a server’s address', () => {
  it.each([
    ['OFFICE', 0, '', 'OFFICE', null, 1433],
    ['OFFICE\\SAGEPRO', 0, '', 'OFFICE', 'SAGEPRO', null],
    ['OFFICE', 0, 'SAGEPRO', 'OFFICE', 'SAGEPRO', null],
    ['OFFICE\\SAGEPRO', 1533, '', 'OFFICE', 'SAGEPRO', 1533],
    ['OFFICE,1533', 0, '', 'OFFICE', null, 1533],
    ['10.1.2.3:1533', 0, '', '10.1.2.3', null, 1533],
    ['tcp:OFFICE,1533', 0, '', 'OFFICE', null, 1533],
    ['OFFICE\\SAGEPRO,1533', 0, '', 'OFFICE', 'SAGEPRO', 1533],
    ['.\\SQLEXPRESS', 0, '', 'localhost', 'SQLEXPRESS', null],
    ['(local)', 0, '', 'localhost', null, 1433],
    ['fe80::1', 0, '', 'fe80::1', null, 1433],
  ])('%s (port %i, instance "%s")', (server, port, instance, host, named, at) => {
    expect(addressOf({ server, port, instance })).toEqual({ host, instance: named, port: at });
  });

  it('takes the domain from DOMAIN\\user', () => {
    expect(loginOf({ user: 'OFFICE\\anna', domain: '' })).toEqual({ user: 'anna', domain: 'OFFICE' });
    expect(loginOf({ user: 'anna', domain: 'OFFICE' })).toEqual({ user: 'anna', domain: 'OFFICE' });
    expect(loginOf({ user: 'sa', domain: '' })).toEqual({ user: 'sa', domain: '' });
  });
});

describe('a statement', () => {
  it('holds no value: every text, day and amount is a parameter', () => {
    const parameters = new Parameters();
    const evil = "x'; DROP TABLE armast --";
    expect(parameters.text(evil, charColumn(10))).toBe('@p1');
    expect(parameters.text(evil, charColumn(10, 'nvarchar'))).toBe('@p2');
    expect(
      parameters.amount(-1250, USD, { ...charColumn(0), type: 'numeric', precision: 12, scale: 2 }),
    ).toBe('CAST(@p3 AS numeric(12,2))');
    expect(parameters.list.map(({ kind, value }) => [kind, value])).toEqual([
      ['text', evil],
      ['unicode', evil],
      ['text', '-12.50'],
    ]);
  });

  it('quotes names, whatever is in them', () => {
    expect(quoted('armast')).toBe('[armast]');
    expect(quoted('a]; DROP TABLE x --')).toBe('[a]]; DROP TABLE x --]');
  });

  it('reads amounts as exact text', () => {
    expect(amountAsText('[a]', { ...charColumn(0), type: 'numeric' })).toBe('CAST([a] AS varchar(48))');
    expect(amountAsText('[a]', { ...charColumn(0), type: 'float' })).toBe(
      'CAST(CAST([a] AS numeric(19,4)) AS varchar(48))',
    );
  });
});

describe('a padded key', () => {
  it('is looked for as it is and at the right end of its column', () => {
    const parameters = new Parameters();
    expect(keyEquals(charColumn(10), '10423', parameters)).toBe('[invno] IN (@p1, @p2)');
    expect(parameters.list.map(({ value }) => value)).toEqual(['10423', '     10423']);
  });

  it('goes into another table as it is, as far as it fits', () => {
    expect(keyFor(charColumn(10), '     10423')).toBe('     10423');
    expect(keyFor(charColumn(8), '     10423')).toBe('   10423');
    expect(keyFor(charColumn(8), '10423     ')).toBe('10423');
    expect(keyFor(charColumn(4), '     10423')).toBeNull();
  });

  it('is the same in another case only where the collation says so', () => {
    expect(sameKey('abc ', 'ABC', { collation: 'Latin1_General_BIN' })).toBe(false);
    expect(sameKey('abc ', 'ABC', { collation: 'Latin1_General_CI_AS' })).toBe(true);
    expect(sameKey(' abc', 'abc ', undefined)).toBe(true);
  });
});

describe('terms', () => {
  const day = AccountingDate.parse('2026-03-02');
  it.each([
    ['2% 10 NET 30', '2026-03-12', 200],
    ['2/10 N30', '2026-03-12', 200],
    ['2%/10 NET 30', '2026-03-12', 200],
    ['1.5% 15 DAYS', '2026-03-17', 150],
  ])('"%s" give a discount until %s of %i', (terms, until, amountMinor) => {
    expect(termsDiscount(terms, day, 10_000)).toEqual({ until, amountMinor });
  });
  it.each(['NET 30', 'DUE ON RECEIPT', 'C.O.D.', '', '50% DEPOSIT', '10/31/2026'])(
    '"%s" give none',
    (terms) => {
      expect(termsDiscount(terms, day, 10_000)).toBeNull();
    },
  );
});

const amount = fc.integer({ min: 1, max: 10_000_000 });

function foundItem(balance: number, base: number): LockedItem {
  return {
    rawNumber: '1',
    rawCustomerNo: 'C',
    rawType: '',
    identity: '1',
    date: null,
    currency: EUR,
    isCredit: false,
    isVoid: false,
    invoicedMinor: balance,
    paidMinor: 0,
    balanceMinor: balance,
    base: { invoiced: base, paid: 0, balance: base },
    row: {},
  };
}

describe('the base currency', () => {
  it('reaches zero with the balance, whatever the payments and the rounding', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 8 }),
        (balance, base, parts) => {
          const state = itemState(foundItem(balance, base));
          for (const part of [...parts, Number.MAX_SAFE_INTEGER]) {
            const paid = Math.min(part, state.balanceMinor);
            if (paid === 0) continue;
            const relief = reliefInBase(state, paid, USD, null);
            applyTo(state, paid, relief, AccountingDate.parse('2026-03-10'));
            expect((state.baseBalance ?? 0) + (state.basePaid ?? 0)).toBe(base);
          }
          expect([state.balanceMinor, state.baseBalance, state.basePaid]).toEqual([0, 0, base]);
        },
      ),
    );
  });

  it('is left alone where a site does not keep it', () => {
    const state = itemState({ ...foundItem(1_000, 0), currency: USD });
    const relief = reliefInBase(state, 400, USD, null);
    applyTo(state, 400, relief, AccountingDate.parse('2026-03-10'));
    expect([relief, state.baseBalance, state.balanceMinor]).toEqual([400, 0, 600]);
  });
});

describe('a distribution', () => {
  it('adds up to zero, whatever the discount, write-off and rate', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        amount,
        fc.boolean(),
        (cash, discount, writeOff, relief, cashBase, back) => {
          const sign = back ? -1 : 1;
          const movement = {
            marker: Marker.parse('MB1'),
            cashMinor: sign * cash,
            discountMinor: sign * discount,
            writeOffMinor: sign * writeOff,
            reliefBaseMinor: sign * relief,
            cashBaseMinor: sign * cashBase,
          } as Movement;
          const lines = linesOf({ ...movement, item: null }, { onAccount: back ? '2150' : '' });
          expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(0);
          const roles = new Set(lines.map(({ role }) => role));
          expect(roles.has(back ? 'receivable' : 'onAccount')).toBe(false);
        },
      ),
    );
  });

  it('is in proportion, halves away from zero', () => {
    expect([
      proportion(100, 1, 3),
      proportion(-100, 1, 3),
      proportion(5, 1, 2),
      proportion(-5, 1, 2),
      proportion(5, 1, 0),
    ]).toEqual([33, -33, 3, -3, 0]);
  });
});

describe('an import file’s cell', () => {
  it('is never a formula', () => {
    for (const evil of ['=1+1', '+1', '-1', '@x', '\t=1']) expect(safeText(evil).startsWith("'")).toBe(true);
    expect(safeText('Blue\nHeron')).toBe('Blue Heron');
  });

  it('is quoted where it must be', () => {
    expect(csv([['a,b', 'c"d', ' e', 'f']], ',')).toBe('"a,b","c""d"," e",f\r\n');
    expect(dateText(AccountingDate.parse('2026-03-09'), 'DD/MM/YYYY')).toBe('09/03/2026');
  });
});

it('history that a company does not have is no history', async () => {
  expect(await isInHistory({ rows: async () => [] }, undefined, '10423')).toBe(false);
});
