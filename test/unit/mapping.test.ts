import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MappableField, Mapping, MappingLine, Transform } from '../../shared/mapping.ts';
import { currency } from '../../shared/money.ts';
import {
  checkMapping,
  evaluateMapping,
  fieldsOf,
  sourceFields,
  suggestLines,
} from '../../src-main/mapping/index.ts';
import { invoice, transaction } from '../support/posting-fixture.ts';

const field = (name: string, more: Partial<MappableField> = {}): MappableField => ({
  name,
  title: name,
  kind: 'text',
  length: 20,
  decimals: null,
  otherwise: 'blank',
  ...more,
});

const TARGETS = [
  field('arcash.checkno'),
  field('arcash.paytype', { length: 2 }),
  field('arcash.settled', { kind: 'date', length: null }),
  field('arcash.gwfee', { kind: 'number', length: null, decimals: 2 }),
  field('account.writeOff', { kind: 'account', length: null }),
];
const byName = new Map(TARGETS.map((target) => [target.name, target]));

const paid = transaction('ch_77', 125_050, {
  description: 'Order 5512 / web shop',
  settlement: {
    currency: 'USD',
    grossMinor: 125_050,
    feeMinor: 3_657,
    netMinor: 121_393,
    fees: [],
    exchangeRate: null,
    availableAt: '2026-03-07T04:30:00Z',
  },
  metadata: { branch: 'North' },
  rawJson: JSON.stringify({ created: 1_772_735_400, source: { exp: { month: 4 } }, tags: ['a', 'b'] }),
});
const record = fieldsOf(paid, {
  kind: 'receipt',
  customerNo: 'ACME',
  customer: null,
  item: invoice('10423', 125_050),
});

const line = (
  target: string,
  source: string | { constant: string },
  transforms: Transform[] = [],
  when: MappingLine['when'] = [],
): MappingLine => ({
  target,
  source:
    typeof source === 'string'
      ? { kind: 'field', field: source }
      : { kind: 'constant', text: source.constant },
  transforms,
  when,
});

const run = (...lines: MappingLine[]) =>
  evaluateMapping({ lines }, byName, {
    record,
    timeZone: 'America/New_York',
    baseCurrency: currency('USD'),
  });

describe('the fields of a record', () => {
  it('are the canonical ones, the metadata, the entry, and the gateway’s own object, flattened', () => {
    const { texts } = record;
    expect(texts.get('amount')).toBe('1250.50');
    expect(texts.get('settled.fee')).toBe('36.57');
    expect(texts.get('metadata.branch')).toBe('North');
    expect(texts.get('entry.invoice')).toBe('10423');
    expect(texts.get('raw.source.exp.month')).toBe('4');
    expect(texts.get('raw.tags.2')).toBe('b');
  });

  it('are offered with the values that came, and how often they are filled', () => {
    const other = fieldsOf(transaction('ch_78', 100), {
      kind: 'receipt',
      customerNo: '',
      customer: null,
      item: null,
    });
    const offered = sourceFields([record, other]);
    expect(offered.find(({ name }) => name === 'id')).toMatchObject({
      samples: ['ch_77', 'ch_78'],
      filledPercent: 100,
    });
    expect(offered.find(({ name }) => name === 'metadata.branch')).toMatchObject({ filledPercent: 50 });
    expect(offered.find(({ name }) => name === 'settled.available')?.kind).toBe('date');
  });
});

describe('a mapped value', () => {
  it('goes through its steps in order', () => {
    const made = run(
      line('arcash.checkno', 'description', [
        { do: 'part', separator: '/', at: 1 },
        { do: 'replace', find: 'Order ', by: 'WEB-' },
        { do: 'trim' },
        { do: 'join', fields: ['metadata.branch', 'metadata.nothing'], separator: '·' },
        { do: 'case', to: 'upper' },
      ]),
    );
    expect(made).toEqual({ values: { 'arcash.checkno': 'WEB-5512·NORTH' }, problems: [] });
  });

  it('is a day of the company’s calendar, not of Greenwich', () => {
    const date: Transform = { do: 'date', written: 'instant' };
    expect(run(line('arcash.settled', 'settled.available', [date])).values).toEqual({
      'arcash.settled': '2026-03-06',
    });
    expect(run(line('arcash.settled', 'raw.created', [date])).values).toEqual({
      'arcash.settled': '2026-03-05',
    });
  });

  it('is left to the field’s own default when it comes out empty', () => {
    expect(run(line('arcash.checkno', 'metadata.nothing'))).toEqual({ values: {}, problems: [] });
    expect(run(line('arcash.checkno', 'metadata.nothing', [{ do: 'default', text: 'none' }])).values).toEqual(
      {
        'arcash.checkno': 'none',
      },
    );
  });

  it('comes from the first line of its field whose conditions hold', () => {
    const refund = line(
      'arcash.paytype',
      { constant: 'RF' },
      [],
      [{ field: 'kind', is: 'equal', text: 'refund' }],
    );
    const north = line(
      'arcash.paytype',
      { constant: 'NO' },
      [],
      [{ field: 'metadata.branch', is: 'begins', text: 'nor' }],
    );
    const other = line('arcash.paytype', { constant: 'CC' });
    expect(run(refund, north, other).values).toEqual({ 'arcash.paytype': 'NO' });
    expect(run(refund, other).values).toEqual({ 'arcash.paytype': 'CC' });
  });

  it('is refused with a sentence, never cut or rounded in silence', () => {
    expect(run(line('arcash.paytype', 'description')).problems).toEqual([
      {
        target: 'arcash.paytype',
        line: 0,
        message:
          'arcash.paytype cannot be filled: "Order 5512 / web shop" has 21 characters, and it holds 2; add the step Cut.',
      },
    ]);
    expect(
      run(line('arcash.gwfee', 'settled.fee', [{ do: 'unit', shift: -1 }])).problems[0]?.message,
    ).toContain('"3.657" has more decimals than the 2 that it keeps');
    expect(run(line('arcash.settled', 'description')).problems[0]?.message).toContain('is no day');
    expect(run(line('arcash.gone', 'id')).problems[0]?.message).toContain('no such field any more');
  });

  it('stops where a look-up table says so', () => {
    const rows = [{ from: 'PAYMENT', to: 'CC' }];
    const lookup = (otherwise: 'stop' | 'empty' | 'keep'): Transform => ({ do: 'lookup', rows, otherwise });
    expect(run(line('arcash.paytype', 'kind', [lookup('stop')])).values).toEqual({ 'arcash.paytype': 'CC' });
    expect(run(line('arcash.paytype', 'gateway', [lookup('stop')])).problems[0]?.message).toBe(
      'arcash.paytype cannot be filled: "stripe" is not in the look-up table.',
    );
    expect(run(line('arcash.paytype', 'gateway', [lookup('empty')]))).toEqual({ values: {}, problems: [] });
  });
});

describe('moving the decimal point', () => {
  it('and back gives the same number, whatever the number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.integer({ min: -6, max: 6 }),
        (minor, shift) => {
          const there: Transform = { do: 'unit', shift };
          const back: Transform = { do: 'unit', shift: -shift || 0 };
          const wide = new Map([['n', field('n', { kind: 'number', length: null, decimals: 12 })]]);
          const { values } = evaluateMapping(
            { lines: [line('n', { constant: String(minor) }, [there, back])] },
            wide,
            { record, timeZone: 'UTC', baseCurrency: currency('USD') },
          );
          expect(Number(values.n)).toBe(minor);
        },
      ),
    );
  });
});

describe('a mapping that is about to be saved', () => {
  const accounts = [{ number: '6200', description: 'Write-offs' }];
  const problems = (...lines: MappingLine[]) =>
    checkMapping({ lines }, byName, accounts).map(({ line: at, message }) => `${at}: ${message}`);

  it('names fields that are not there, accounts that are not in the chart, and lines that are never reached', () => {
    expect(
      problems(
        line('arcash.nope', 'id'),
        line('account.writeOff', { constant: '9999' }),
        line('arcash.checkno', 'id'),
        line('arcash.checkno', 'order'),
        line('arcash.settled', 'settled.available'),
        line('arcash.paytype', { constant: 'CARD' }),
      ),
    ).toEqual([
      '0: The ledger has no field arcash.nope that can be mapped.',
      '1: 9999 is not in the chart of accounts.',
      '3: Line 3 fills the same field whatever the transaction, so this one is never reached. Put it first.',
      '4: arcash.settled is a date: add the step Date.',
      '5: "CARD" has 4 characters; arcash.paytype holds 2.',
    ]);
  });

  it('has nothing said about it when it is right', () => {
    expect(problems(line('account.writeOff', { constant: '6200' }), line('arcash.checkno', 'id'))).toEqual(
      [],
    );
  });
});

describe('a suggestion', () => {
  const fields = sourceFields([record]);
  const none: Mapping = { lines: [] };

  it('goes by what a field is called and holds, and says so', () => {
    const [fee] = suggestLines(
      [field('arcash.gwfee', { kind: 'number', length: null, decimals: 2, title: 'arcash.gwfee' })],
      fields,
      none,
      [],
    );
    expect(fee?.line.source).toEqual({ kind: 'field', field: 'settled.fee' });
    expect(fee?.reason).toContain('as "36.57"');
  });

  it('takes what the firm chose before over any likeness', () => {
    const before: Mapping = { lines: [line('arcash.checkno', 'metadata.branch')] };
    const [first] = suggestLines([field('arcash.checkno')], fields, none, [before]);
    expect(first).toEqual({ line: before.lines[0], reason: 'You mapped it this way before.' });
  });

  it('is not made for a field that has a line already', () => {
    expect(
      suggestLines([field('arcash.checkno')], fields, { lines: [line('arcash.checkno', 'id')] }, []),
    ).toEqual([]);
  });
});
