/**
 * Which fields of a KashFlow customer hold which field of ours. Names from the developer pages (customer) and code that reads
 * them; lengths are not published and assumed. KashFlow has four lines of address and no more: street, second line, town,
 * county, as its own form has them.
 */
import type { CustomerField, CustomerFieldShape, CustomerValues } from '../../../../shared/customers.ts';
import type { KashFlowCustomer } from '../api/shapes.ts';
import { countryCodeOf, standardPostcode } from './address.ts';

export const CODE_LENGTH = 20;

const SHAPES: readonly (readonly [CustomerField, string, number])[] = [
  ['name', 'Name', 100],
  ['contact', 'Contact', 60],
  ['email', 'Email', 200],
  ['phone', 'Telephone', 30],
  ['address1', 'Address line 1', 60],
  ['address2', 'Address line 2', 60],
  ['city', 'Address line 3 (town)', 60],
  ['state', 'Address line 4 (county)', 60],
  ['postalCode', 'Postcode', 20],
  ['country', 'Country', 60],
];

export const customerShapes: readonly CustomerFieldShape[] = SHAPES.map(([field, title, length]) => ({
  field,
  title: `KashFlow: ${title}`,
  length,
}));

export function valuesOf(customer: KashFlowCustomer): CustomerValues {
  const address = customer.Addresses?.[0];
  const contact = customer.Contacts?.[0];
  const text = (value: string | null | undefined): string => value?.trim() ?? '';
  return {
    name: text(customer.Name),
    contact: `${text(contact?.FirstName)} ${text(contact?.LastName)}`.trim(),
    email: text(customer.Email) || text(contact?.Email),
    phone: text(customer.TelephoneNumber),
    address1: text(address?.Line1),
    address2: text(address?.Line2),
    city: text(address?.Line3),
    state: text(address?.Line4),
    postalCode: text(address?.PostCode),
    country: text(address?.CountryName) || text(address?.CountryCode),
  };
}

/** The customer as it is with these values in their places; what is not ours stays. */
export function withValues(customer: KashFlowCustomer, values: CustomerValues): Record<string, unknown> {
  const [address = {}, ...addresses] = customer.Addresses ?? [];
  const [contact = {}, ...contacts] = customer.Contacts ?? [];
  const put = (field: CustomerField, ...keys: readonly string[]): Record<string, string> => {
    const value = values[field];
    return value === undefined ? {} : Object.fromEntries(keys.map((key) => [key, value]));
  };
  const [first = '', ...rest] = (values.contact ?? '').split(' ');
  const names = values.contact === undefined ? {} : { FirstName: first, LastName: rest.join(' ') };
  const country =
    values.country === undefined
      ? {}
      : { CountryName: values.country, CountryCode: countryCodeOf(values.country) ?? '' };
  const placed = {
    ...address,
    ...put('address1', 'Line1'),
    ...put('address2', 'Line2'),
    ...put('city', 'Line3'),
    ...put('state', 'Line4'),
    ...put('postalCode', 'PostCode'),
    ...country,
  };
  const postcode = 'PostCode' in placed ? String(placed.PostCode ?? '') : '';
  return {
    ...customer,
    ...put('name', 'Name'),
    ...put('email', 'Email'),
    ...put('phone', 'TelephoneNumber'),
    Contacts: [{ ...contact, ...names, ...put('email', 'Email') }, ...contacts],
    Addresses: [
      values.postalCode === undefined ? placed : { ...placed, PostCode: standardPostcode(postcode) },
      ...addresses,
    ],
  };
}
