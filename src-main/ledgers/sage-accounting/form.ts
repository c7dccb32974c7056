/** The connection form, in the order in which a person fills it in. */
import type { FormField } from '../../../shared/api/setup.ts';
import { COUNTRIES, SageAccountingSettings } from './settings.ts';

const defaults = SageAccountingSettings.parse({ business: '-' });

const field = (
  name: string,
  kind: FormField['kind'],
  label: string,
  hint: string,
  more: Partial<FormField> = {},
): FormField => ({ name, label, hint, kind, required: false, initial: '', ...more });

const account = (name: string, label: string, hint: string): FormField =>
  field(`accounts.${name}`, 'account', label, hint);

const address = (name: 'apiUrl' | 'authorizeUrl' | 'tokenUrl' | 'revokeUrl', label: string): FormField =>
  field(name, 'text', label, 'Sage’s own, unless support says otherwise.', {
    initial: defaults[name],
    advanced: true,
  });

export const SAGE_ACCOUNTING_FORM: readonly FormField[] = [
  field('country', 'choice', 'Country of the business', 'Sage keeps the books of each country apart.', {
    required: true,
    fixed: true,
    initial: 'gb',
    choices: Object.entries(COUNTRIES).map(([value, { name }]) => ({ value, label: name })),
  }),
  field(
    'clientId',
    'text',
    'Client ID',
    'Of the app that you registered with Sage, with the callback address http://127.0.0.1:47813/signed-in.',
    { required: true },
  ),
  field('clientSecret', 'password', 'Client secret', 'Of the same app. Kept in this PC’s keychain only.', {
    required: true,
  }),
  field(
    'refreshToken',
    'sign_in',
    'Access',
    'Your Sage password is typed on Sage’s own page, in your browser. Matchbook never sees it.',
    { required: true },
  ),
  field('business', 'choice', 'Business', 'Whose books these are.', {
    required: true,
    choicesFrom: 'refreshToken',
  }),
  field('baseCurrency', 'text', 'Base currency', 'Three letters.', {
    required: true,
    fixed: true,
    initial: 'GBP',
  }),
  field(
    'timeZone',
    'text',
    'Time zone',
    'The company’s, such as Europe/London: it decides the date of a receipt.',
    { required: true, initial: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC' },
  ),
  account(
    'clearing',
    'Clearing account',
    'A bank account in Sage for card money until it is paid out: receipts are recorded in it.',
  ),
  account('bank', 'Bank account', 'Where payouts arrive.'),
  account('fees', 'Fees account', 'What the gateways keep.'),
  field(
    'closedBefore',
    'text',
    'Closed before',
    'YYYY-MM-DD: nothing is posted to days before it. Sage’s own lock date holds as well.',
  ),
  field(
    'redirectPort',
    'number',
    'Redirect port',
    'The port in the callback address that you registered, if it is another one.',
    { initial: String(defaults.redirectPort), advanced: true },
  ),
  address('apiUrl', 'Address of the API'),
  address('authorizeUrl', 'Address of the sign-in page'),
  address('tokenUrl', 'Address for tokens'),
  address('revokeUrl', 'Address to give access back'),
];
