import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerFieldShape, GatewayCustomer, LedgerCustomer } from '../../shared/customers.ts';
import {
  countryHabits,
  differences,
  fitValues,
  pairCustomers,
  proposeNumber,
} from '../../src-main/customers/index.ts';

const shape = (field: CustomerFieldShape['field'], length: number | null): CustomerFieldShape => ({
  field,
  title: `arcust.${field}`,
  length,
});
const SHAPES = [
  shape('name', 12),
  shape('email', null),
  shape('phone', 20),
  shape('address1', 14),
  shape('address2', 14),
];

const gateway = (
  externalId: string,
  values: GatewayCustomer['values'],
  statedCustomerNo: string | null = null,
) => ({
  externalId,
  values,
  statedCustomerNo,
});
const ledger = (customerNo: string, values: LedgerCustomer['values']): LedgerCustomer => ({
  customerNo,
  values,
});

describe('values that do not fit', () => {
  it('are cut between words, and the notes say so', () => {
    expect(fitValues({ name: 'Blue Harbour Trading', phone: ' 020  7946 0000 ' }, SHAPES)).toEqual({
      values: { name: 'Blue Harbour', phone: '020 7946 0000' },
      notes: ['The name is cut to the 12 characters of arcust.name.'],
    });
  });

  it('run over into the next address line, are joined where there are too few, and what is lost is named', () => {
    expect(
      fitValues(
        { address1: '12 Quay Road North', address2: 'Unit 4', address3: 'Dock Estate Building' },
        SHAPES,
      ),
    ).toEqual({
      values: { address1: '12 Quay Road', address2: 'North, Unit 4' },
      notes: [
        'The address lines were joined, because there are fewer places for them.',
        '"Dock Estate Building" of the address does not fit and is left out.',
      ],
    });
  });

  it('that have no place are named, and a missing name is the contact’s', () => {
    expect(fitValues({ name: '', contact: 'Dana Reed', city: 'Leith' }, SHAPES)).toEqual({
      values: { name: 'Dana Reed' },
      notes: [
        'There is no place for the contact ("Dana Reed").',
        'There is no place for the city ("Leith").',
      ],
    });
  });

  it('never come out longer than their place, and fit when they are fitted again', () => {
    const words = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(words, words, words, words, (name, address1, address2, address3) => {
        const once = fitValues({ name, address1, address2, address3 }, SHAPES).values;
        expect((once.name ?? '').length).toBeLessThanOrEqual(12);
        expect((once.address1 ?? '').length).toBeLessThanOrEqual(14);
        expect((once.address2 ?? '').length).toBeLessThanOrEqual(14);
        expect(fitValues({ name: once.name ?? '' }, SHAPES).values.name).toBe(once.name);
      }),
    );
  });
});

describe('two records of one customer', () => {
  it('differ only where they say different things', () => {
    const found = differences(
      { name: 'BLUE HARBOUR, Ltd', phone: '+1 (415) 555-0100', email: 'A@b.example', address1: '' },
      { name: 'Blue Harbour Ltd', phone: '415 555 0100', email: 'a@b.example', address1: '1 Quay' },
      [shape('name', 30), shape('phone', 20), shape('email', null), shape('address1', 20)],
    );
    expect(found.map(({ field, is }) => [field, is])).toEqual([
      ['name', 'same'],
      ['email', 'same'],
      ['phone', 'same'],
      ['address1', 'only_ledger'],
    ]);
  });

  it('do not differ by what the ledger had to cut', () => {
    const [name] = differences({ name: 'Blue Harbour Trading' }, { name: 'Blue Harbour' }, SHAPES);
    expect(name?.is).toBe('same');
  });
});

describe('a customer of the gateway', () => {
  const books = [
    ledger('BLUE01', { name: 'Blue Harbour Ltd', email: 'pay@blueharbour.example', phone: '0131 496 0000' }),
    ledger('REED01', { name: 'Reed & Sons', email: 'office@reed.example' }),
    ledger('REED02', { name: 'Reed & Sons', email: 'west@reed.example' }),
  ];
  const pair = (customer: GatewayCustomer, known: Parameters<typeof pairCustomers>[2] = () => ({})) =>
    pairCustomers([customer], books, known)[0];

  it('is known surely by a stated number, by receipts, or by address and name together', () => {
    expect(pair(gateway('cus_1', {}, 'blue01'))).toMatchObject({
      certainty: 'sure',
      ledger: { customerNo: 'BLUE01' },
    });
    expect(pair(gateway('cus_1', {}), () => ({ posted: new Map([['REED02', 3]]) }))).toMatchObject({
      certainty: 'sure',
      ledger: { customerNo: 'REED02' },
      evidence: ['3 payments of theirs were posted to REED02.'],
    });
    expect(
      pair(gateway('cus_1', { email: 'PAY@blueharbour.example', name: 'Blue Harbour' }))?.certainty,
    ).toBe('sure');
  });

  it('is for a person to confirm by its name alone', () => {
    expect(pair(gateway('cus_1', { name: 'Blue Harbour Limited' }))?.certainty).toBe('likely');
  });

  it('is left open where two are as likely, with both named', () => {
    const found = pair(gateway('cus_1', { name: 'Reed and Sons', email: 'x@reed.example' }));
    expect(found).toMatchObject({ certainty: 'open', ledger: null });
    const same = pair(gateway('cus_1', { name: 'Reed & Sons' }));
    expect(same).toMatchObject({ certainty: 'open', ledger: null });
  });

  it('is whom a person said it is, or nobody', () => {
    expect(pair(gateway('cus_1', {}, 'BLUE01'), () => ({ linked: 'REED01' }))?.ledger?.customerNo).toBe(
      'REED01',
    );
    expect(pair(gateway('cus_1', {}, 'BLUE01'), () => ({ linked: null }))).toMatchObject({
      certainty: 'decided',
      ledger: null,
    });
  });
});

describe('a country', () => {
  it('is the same however it is written, and is written as the ledger has it', () => {
    const country = [shape('country', 15)];
    for (const written of ['USA', 'United States', 'us', 'U.S.A.']) {
      expect(differences({ country: 'US' }, { country: written }, country)[0]?.is).toBe('same');
    }
    expect(differences({ country: 'US' }, { country: 'Canada' }, country)[0]?.is).toBe('different');
    const habits = countryHabits([
      ledger('A', { country: 'USA' }),
      ledger('B', { country: 'USA' }),
      ledger('C', { country: 'US' }),
    ]);
    expect(fitValues({ country: 'United States' }, country, habits).values).toEqual({ country: 'USA' });
    expect(fitValues({ country: 'United Kingdom' }, [shape('country', 2)]).values).toEqual({ country: 'GB' });
  });
});

describe('a number for a new customer', () => {
  it('is of the name’s letters and the first number that is free', () => {
    expect(proposeNumber('Blue Harbour Ltd', new Set(), 6)).toBe('BLUE01');
    expect(proposeNumber('Blue Harbour Ltd', new Set(['blue01', 'blue02']), 6)).toBe('BLUE03');
    expect(proposeNumber('Ó', new Set(), 6)).toBe('O01');
    expect(proposeNumber('', new Set(), 6)).toBe('CUST01');
  });
});
