/**
 * Sage Business Cloud Accounting (API v3.1): reads a business's open items and records what was approved as customer receipts,
 * refunds and journals. No database, no transaction around several calls: `posting/` says how each entry is written exactly
 * once all the same. What is known of the API, and what is assumed, stands at the head of `signing-in.ts`, `api/shapes.ts`,
 * `api/client.ts` and `posting/post.ts`. May import `shared/`, `../port.ts`, `../web/` and the gateways' port.
 */
import type { LedgerConnector } from '../port.ts';
import { SAGE_ACCOUNTING_FORM } from './form.ts';
import { SageAccountingLedger } from './ledger.ts';
import { SageAccountingSettings } from './settings.ts';
import { SAGE_SIGN_IN } from './signing-in.ts';

export { SageAccountingSettings } from './settings.ts';

export const sageAccounting: LedgerConnector = {
  name: 'sage-accounting',
  title: 'Sage Accounting',
  summary:
    'Sage Business Cloud Accounting, on the web. You sign in on Sage’s own page; receipts are recorded as customer receipts.',
  credentials: [
    {
      name: 'clientId',
      label: 'Client ID',
      hint: 'Of the app that you registered with Sage.',
      secret: false,
    },
    { name: 'clientSecret', label: 'Client secret', hint: 'Of the same app.', secret: true },
    { name: 'refreshToken', label: 'Access', hint: 'From signing in; renewed by itself.', secret: true },
  ],
  settings: SageAccountingSettings,
  form: SAGE_ACCOUNTING_FORM,
  signIn: SAGE_SIGN_IN,
  open: (settings, credentials, deps) =>
    new SageAccountingLedger(SageAccountingSettings.parse(settings), credentials, deps),
};
