/**
 * KashFlow (IRIS), REST API v2: reads an account's open invoices and credit notes and records what was approved as payments on
 * them, advance payments, and journals. No database, no transaction around several calls: `posting/` says how each entry is
 * written exactly once all the same. What is known of the API, and what is assumed, stands at the head of `session.ts`,
 * `api/shapes.ts`, `posting/note.ts`, `posting/written.ts`, `reading/on-account.ts` and `customers/shape.ts`; that payments are
 * posted to /invoices/{number}/payments, and may be below zero there, is assumed from its support pages on credit notes. May
 * import `shared/`, `../port.ts`, `../marker.ts`, `../web/` and the gateways' port.
 */
import type { LedgerConnector } from '../port.ts';
import { KASHFLOW_FORM } from './form.ts';
import { KashFlowLedger } from './ledger.ts';
import { KashFlowSettings } from './settings.ts';

export { KashFlowSettings } from './settings.ts';

export const kashFlow: LedgerConnector = {
  name: 'kashflow',
  title: 'KashFlow',
  summary:
    'IRIS KashFlow, on the web: payments recorded on its invoices, signed in to with your memorable word.',
  credentials: [
    { name: 'password', label: 'Password', hint: 'As on KashFlow’s sign-in page.', secret: true },
    { name: 'memorableWord', label: 'Memorable word', hint: 'The whole word.', secret: true },
  ],
  settings: KashFlowSettings,
  form: KASHFLOW_FORM,
  open: (settings, credentials, deps) =>
    new KashFlowLedger(KashFlowSettings.parse(settings), credentials, deps),
};
