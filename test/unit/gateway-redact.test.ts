import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCardNumber, redactJson, redactText } from '../../src-main/gateways/redact.ts';

/** The networks' published test numbers; no card has them. */
const TEST_CARDS = [
  '4242424242424242',
  '5555555555554444',
  '378282246310005',
  '6011111111111117',
  '30569309025904',
  '3530111333300000',
];
const key = (...parts: string[]) => parts.join('_');

describe('a card number', () => {
  it.each(TEST_CARDS)(
    '%s is taken out of a text, whatever divides its digits, and its last four stay',
    (card) => {
      const spaced = card.replace(/(.{4})(?=.)/g, '$1 ');
      for (const written of [card, spaced, spaced.replaceAll(' ', '-')]) {
        const clean = redactText(`paid with ${written}, thank you`);
        expect(clean).toBe(`paid with [card ending ${card.slice(-4)}], thank you`);
      }
    },
  );

  it('is taken out of an object wherever it stands, as text or as a number', () => {
    const text = redactJson({
      note: { deep: ['4242 4242 4242 4242'] },
      number: 4242424242424242,
      '4242424242424242': 'x',
    });
    expect(text).not.toMatch(/4242 ?4242 ?4242/);
  });

  it('is not seen in what is none: invoice numbers, times, ids', () => {
    for (const text of [
      'INV-009848',
      '1745531913',
      '1718031600000',
      'ch_3TTgOZfxXrGAUgnSjn2ZcdLQ',
      '4242424242424241',
    ]) {
      expect(redactText(text)).toBe(text);
    }
  });

  it('of any length that passes Luhn with a scheme in front never survives', () => {
    const luhn = (digits: string) => {
      const sum = [...digits].reverse().reduce((total, digit, at) => {
        const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
      return `${digits}${(10 - (sum % 10)) % 10}`;
    };
    const visa = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 })
      .map((it) => luhn(`4${it.join('')}`));
    fc.assert(
      fc.property(visa, (number) => {
        expect(looksLikeCardNumber(number)).toBe(true);
        expect(redactText(`a ${number} b`)).not.toContain(number);
      }),
    );
  });
});

describe('a secret', () => {
  it('is taken out by the name of its field', () => {
    const kept = JSON.parse(
      redactJson({
        client_secret: 'a',
        cvc: '123',
        CVV2: '1',
        password: 'p',
        access_token: 't',
        card_security_code: '9',
        cvc_check: 'pass',
      }),
    );
    expect(Object.entries(kept).filter(([, value]) => value !== '[redacted]')).toEqual([
      ['cvc_check', 'pass'],
    ]);
  });

  it('is taken out of a text by its form', () => {
    const secrets = [
      key('sk', 'live', 'a1b2c3d4e5f6'),
      key('rk', 'test', 'a1b2c3d4e5f6'),
      key('whsec', 'a1b2c3d4e5f6'),
      key('pi', '3Abc', 'secret', 'x9y8'),
    ];
    for (const secret of secrets) {
      const clean = redactText(`before ${secret} after`);
      expect(clean).not.toContain(secret);
      expect(clean).toMatch(/^before .*after$/);
    }
  });

  it('leaves ids alone that only look alike', () => {
    expect(redactText('pi_3TTgOZfxXrGAUg re_KafdycFLEnblOj task_123456789')).toBe(
      'pi_3TTgOZfxXrGAUg re_KafdycFLEnblOj task_123456789',
    );
  });
});

it('what is nothing is left out: null, empty objects and lists', () => {
  expect(redactJson({ a: null, b: {}, c: [], d: { e: null }, f: 0, g: false, h: '' })).toBe(
    '{"f":0,"g":false,"h":""}',
  );
});
