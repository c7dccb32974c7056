/** Fields of rules as text and back: what the window shows and sends, and what the engine's schema takes. */
import type { RuleField } from '../../shared/api.ts';
import { type Currency, formatMinor, MoneyError, parseMinor } from '../../shared/money.ts';

/** What is wrong with a text, in a sentence that stands beside its field. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

export type FieldSpec = Omit<RuleField, 'value' | 'unit'> & {
  readonly unit: (currency: Currency) => string;
  /** Of the rule's own value; `undefined` gives what a new rule starts with. */
  readonly toText: (value: unknown, currency: Currency) => string;
  /** Throws FieldError. */
  readonly fromText: (text: string, currency: Currency) => unknown;
};

type Words = { readonly name: string; readonly label: string; readonly hint?: string };

function spec(
  words: Words,
  kind: RuleField['kind'],
  more: Partial<FieldSpec> & Pick<FieldSpec, 'toText' | 'fromText'>,
): FieldSpec {
  return { hint: '', unit: () => '', whenEmpty: null, ...words, kind, ...more };
}

const needed = (label: string): FieldError => new FieldError(`${label} is needed.`);

export function textField(words: Words): FieldSpec {
  return spec(words, 'text', {
    toText: (value) => String(value ?? ''),
    fromText: (text) => {
      if (text.trim() === '') throw needed(words.label);
      return text.trim();
    },
  });
}

/** Empty is null: it holds for all. */
export function optionalField(
  words: Words,
  whenEmpty: string,
  kind: 'text' | 'customer' = 'text',
  settled: (text: string) => string = (text) => text,
): FieldSpec {
  return spec(words, kind, {
    whenEmpty,
    toText: (value) => String(value ?? ''),
    fromText: (text) => (text.trim() === '' ? null : settled(text.trim())),
  });
}

export function customerField(words: Words): FieldSpec {
  return { ...textField(words), kind: 'customer' };
}

export function choiceField(
  words: Words,
  choices: readonly (readonly [value: string, label: string])[],
): FieldSpec {
  return spec(words, 'choice', {
    choices: choices.map(([value, label]) => ({ value, label })),
    toText: (value) => String(value ?? choices[0]?.[0] ?? ''),
    fromText: (text) => {
      if (choices.some(([value]) => value === text)) return text;
      throw new FieldError(`${words.label} is one of ${choices.map(([, label]) => label).join(', ')}.`);
    },
  });
}

export function yesNoField(words: Words, yes: string, no: string): FieldSpec {
  const asChoice = choiceField(words, [
    ['true', yes],
    ['false', no],
  ]);
  return { ...asChoice, fromText: (text, currency) => asChoice.fromText(text, currency) === 'true' };
}

/** Shown as value ÷ `per`: hours of minutes (60), percent of basis points (100). The engine's own value stays whole. */
function scaled(words: Words, kind: 'number' | 'percent', unit: string, per: number, initial: number) {
  return spec(words, kind, {
    unit: () => unit,
    toText: (value) => plain(Number(value ?? initial) / per),
    fromText: (text) => Math.round(numberOf(words.label, text) * per),
  });
}

export const numberField = (words: Words, unit: string, initial: number): FieldSpec => ({
  ...scaled(words, 'number', unit, 1, initial),
  fromText: (text) => {
    const number = numberOf(words.label, text);
    if (Number.isInteger(number)) return number;
    throw new FieldError(`${words.label} is a whole number of ${unit}.`);
  },
});
export const hoursField = (words: Words, initialMinutes: number): FieldSpec =>
  scaled(words, 'number', 'hours', 60, initialMinutes);
export const basisPointsField = (words: Words, initial: number): FieldSpec =>
  scaled(words, 'percent', '%', 100, initial);

/** A share of one, shown as a percentage. */
export const confidenceField = (words: Words, initial: number): FieldSpec =>
  spec(words, 'percent', {
    unit: () => '%',
    toText: (value) => plain(Number(value ?? initial) * 100),
    fromText: (text) => Math.round(numberOf(words.label, text) * 1_000_000) / 100_000_000,
  });

export const amountField = (words: Words): FieldSpec =>
  spec(words, 'amount', {
    unit: (currency) => currency,
    toText: (value, currency) => formatMinor(Number(value ?? 0), currency),
    fromText: (text, currency) => {
      try {
        return parseMinor(text, currency);
      } catch (error) {
        if (error instanceof MoneyError) throw new FieldError(error.message);
        throw error;
      }
    },
  });

function numberOf(label: string, text: string): number {
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text.trim())) return Number(text.trim());
  throw new FieldError(text.trim() === '' ? `${label} is needed.` : `${label} is a number such as 1.5.`);
}

/** At most six decimals, none that say nothing. */
function plain(number: number): string {
  return String(Number(number.toFixed(number < 1000 ? 6 : 2)));
}
