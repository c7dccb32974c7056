import type { CustomerShow } from '../../shared/api.ts';
import type { CustomerField } from '../../shared/customers.ts';

export const SHOW_WORDS: Readonly<Record<CustomerShow, string>> = {
  confirm: 'To confirm',
  different: 'Different',
  same: 'The same',
  only_gateway: 'Only at the gateway',
  only_ledger: 'Only in the ledger',
};

export const FIELD_WORDS: Readonly<Record<CustomerField, string>> = {
  name: 'Name',
  contact: 'Contact',
  email: 'Email',
  phone: 'Phone',
  address1: 'Address, line 1',
  address2: 'Address, line 2',
  address3: 'Address, line 3',
  city: 'City',
  state: 'State or county',
  postalCode: 'Postal code',
  country: 'Country',
};
