/**
 * Sage Pro ERP on SQL Server: reads any company's open items and posts what was approved. The only folder that knows
 * `mssql`. There is no public data dictionary of Sage Pro, so nothing about the schema is assumed: `schema/` reads it,
 * `preflight/` judges it, `reading/` and `posting/` use only what was found. `import-files/` is for firms that let
 * nobody write to their database. May import `shared/`, `../port.ts`, `../marker.ts` and the gateways' port.
 */
import type { Ledger, LedgerConnector } from '../port.ts';
import { SAGE_PRO_FORM } from './form.ts';
import { ImportFileLedger } from './import-files/ledger.ts';
import { SageProLedger } from './ledger.ts';
import { SageProSettings } from './settings.ts';

export { SageProLedger } from './ledger.ts';
export { SageProSettings } from './settings.ts';

/** Parses the settings; throws ZodError for what is none. The password stays in memory for as long as the ledger is open. */
export function openSagePro(
  settings: unknown,
  credentials: Readonly<Record<string, string>>,
  deps: { now: () => Date },
): SageProLedger {
  return new SageProLedger(SageProSettings.parse(settings), credentials.password ?? '', deps.now);
}

export const sagePro = {
  name: 'sage-pro',
  title: 'Sage Pro ERP',
  summary: 'The company database on your own SQL Server: read, and posted to directly or by import files.',
  credentials: [
    {
      name: 'password',
      label: 'Password',
      hint: 'Of the SQL Server login, or of the Windows user when a domain is given. Kept in this PC’s keychain.',
      secret: true,
    },
  ],
  settings: SageProSettings,
  form: SAGE_PRO_FORM,
  open(settings: unknown, credentials: Readonly<Record<string, string>>, deps: { now: () => Date }): Ledger {
    const ledger = openSagePro(settings, credentials, deps);
    const parsed = SageProSettings.parse(settings);
    return parsed.postingMode === 'files' ? new ImportFileLedger(ledger, parsed) : ledger;
  },
} satisfies LedgerConnector;
