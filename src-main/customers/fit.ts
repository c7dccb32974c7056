/** Values as the other side can hold them: names and address lines joined, and cut to the columns' lengths, with what was done in words. */
import type { CustomerField, CustomerFieldShape, CustomerValues } from '../../shared/customers.ts';
import { countryCode } from './country.ts';

export interface Fitted {
  readonly values: CustomerValues;
  /** Sentences: what was joined, cut, or has no place. */
  readonly notes: readonly string[];
}

const LINES: readonly CustomerField[] = ['address1', 'address2', 'address3'];

/** `countries`: how the other side writes a country, by code; else by its name where it fits, and by its code where not. */
export function fitValues(
  values: CustomerValues,
  shapes: readonly CustomerFieldShape[],
  countries: ReadonlyMap<string, string> = new Map(),
): Fitted {
  const notes: string[] = [];
  const byField = new Map(shapes.map((shape) => [shape.field, shape]));
  const fitted: CustomerValues = {};
  const given = tidy(values);
  const lines = LINES.filter((field) => byField.has(field));
  const address = LINES.flatMap((field) => (given[field] ? [given[field]] : []));
  if (LINES.some((field) => given[field] !== undefined)) {
    const placed = placeLines(
      address,
      lines.map((field) => byField.get(field)?.length ?? null),
    );
    lines.forEach((field, at) => {
      fitted[field] = placed.lines[at] ?? '';
    });
    if (placed.joined) notes.push('The address lines were joined, because there are fewer places for them.');
    if (placed.lost !== '') notes.push(`"${placed.lost}" of the address does not fit and is left out.`);
  }
  for (const [name, value] of Object.entries(given) as [CustomerField, string][]) {
    if (LINES.includes(name)) continue;
    const shape = byField.get(name);
    if (!shape) {
      if (value !== '') notes.push(`There is no place for ${WORDS[name]} ("${value}").`);
      continue;
    }
    if (name === 'country') {
      fitted.country = countryFor(value, shape.length, countries);
      continue;
    }
    fitted[name] = cutAtWord(value, shape.length);
    if (fitted[name] !== value) {
      notes.push(`${capital(WORDS[name])} is cut to the ${shape.length} characters of ${shape.title}.`);
    }
  }
  return { values: fitted, notes };
}

function countryFor(value: string, length: number | null, countries: ReadonlyMap<string, string>): string {
  const code = countryCode(value);
  if (code === null) return cutAtWord(value, length);
  const written = countries.get(code) ?? (length === 2 ? code : value);
  return length !== null && written.length > length ? code : written;
}

/** A customer with no name of its own is known by its contact, and one without a contact by its name. */
function tidy(values: CustomerValues): CustomerValues {
  const given: CustomerValues = {};
  for (const [field, value] of Object.entries(values) as [CustomerField, string][]) {
    given[field] = value.trim().replaceAll(/\s+/g, ' ');
  }
  if (given.name === '' && given.contact) given.name = given.contact;
  return given;
}

function placeLines(
  address: readonly string[],
  lengths: readonly (number | null)[],
): { lines: string[]; joined: boolean; lost: string } {
  const lines: string[] = [];
  let rest = address.filter((line) => line !== '');
  let joined = false;
  lengths.forEach((length, at) => {
    const isLast = at === lengths.length - 1;
    if (isLast && rest.length > 1) {
      joined = true;
      rest = [rest.join(', ')];
    }
    const [line = '', ...others] = rest;
    const kept = cutAtWord(line, length);
    lines.push(kept);
    const left = line.slice(kept.length).trim().replace(/^,\s*/, '');
    rest = left === '' ? others : [left, ...others];
  });
  return { lines, joined, lost: rest.join(', ') };
}

/** At the last blank that still fits; in the middle of a word only where there is no blank. */
function cutAtWord(value: string, length: number | null): string {
  if (length === null || value.length <= length) return value;
  const head = value.slice(0, length + 1);
  const blank = head.lastIndexOf(' ');
  return (blank > length / 2 ? head.slice(0, blank) : value.slice(0, length)).replace(/[\s,]+$/, '');
}

const WORDS: Readonly<Record<CustomerField, string>> = {
  name: 'the name',
  contact: 'the contact',
  email: 'the e-mail address',
  phone: 'the phone number',
  address1: 'the address',
  address2: 'the address',
  address3: 'the address',
  city: 'the city',
  state: 'the state',
  postalCode: 'the postal code',
  country: 'the country',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
