/** Reports, backups and diagnostics: what is asked of the open company, and files out of it. */
import type { Handlers, Report } from '../../shared/api.ts';
import type { Currency } from '../../shared/money.ts';
import { backupFolder, checkBackup, createBackup, readPolicy, writePolicy } from '../backup/index.ts';
import { diagnosticsBundle } from '../diagnostics/index.ts';
import { exportReport, forScreen, type ReportRequest, runReport } from '../reports/index.ts';
import { backupList } from './backup-list.ts';
import type { Hand } from './hand.ts';
import { restore } from './restore.ts';
import { userOf } from './review.ts';
import { secretsOfConnections } from './secrets.ts';

type ReportHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `${'reports' | 'backup' | 'diagnostics'}.${string}`>
>;

/** Where offices print on Letter: the United States, Canada, Mexico and a few more by their currencies. */
const LETTER = new Set(['USD', 'CAD', 'MXN', 'CLP', 'COP', 'PHP'] as Currency[]);

const LOG_LINES = 500;

export function reportHandlers(hand: Hand): ReportHandlers {
  const report = (request: ReportRequest): Report => {
    const { company } = hand.session();
    const { companyName, posting } = company.settings();
    const frame = { company: companyName, timeZone: posting.timeZone, now: hand.now };
    return runReport(company.store, request, frame);
  };
  const folderOf = (chosen: string | null): string => {
    const { store } = hand.session().company;
    return backupFolder(store.file, chosen ?? readPolicy(store).folder);
  };
  const audited = (action: string, sentence: string, detail: Record<string, unknown>): void => {
    const { company } = hand.session();
    const actor = userOf(company);
    company.store.audit.append({
      actor,
      action,
      subjectKind: 'company',
      subjectId: company.name,
      sentence: `${actor} ${sentence}`,
      detail,
    });
    company.emit({ type: 'changed', topics: ['history', 'settings'] });
  };

  return {
    'reports.run': async (request) => forScreen(report(request)),
    'reports.export': async ({ format, ...request }) => {
      const { baseCurrency } = hand.session().company.settings().posting;
      const paper = LETTER.has(baseCurrency) ? 'LETTER' : 'A4';
      return exportReport(report(request), format, { paper });
    },
    'backup.create': async ({ folder }) => {
      const { company } = hand.session();
      const made = await createBackup({
        store: company.store,
        company: company.name,
        folder: folderOf(folder),
        kind: 'manual',
        now: hand.now,
      });
      audited('backup.created', 'made a backup.', { file: made.file, auditEvents: made.auditEvents });
      return made;
    },
    'backup.list': async ({ folder }) => backupList(hand, folder),
    'backup.configure': async (policy) => {
      const { store, name } = hand.session().company;
      // Refuses a folder that is no whole path before it is stored.
      backupFolder(store.file, policy.folder);
      const before = readPolicy(store);
      store.transact(() => {
        writePolicy(store, policy);
        audited('backup.configured', 'changed how backups are made.', { before, after: policy });
      });
      hand.setBackupFolder(name, policy.folder);
      return policy;
    },
    'backup.check': async ({ file }) => checkBackup(file),
    'backup.restore': async ({ file }) => restore(hand, file),
    'diagnostics.save': async () => {
      const session = hand.openSession();
      const company = session?.company ?? null;
      return diagnosticsBundle({
        version: hand.version,
        now: hand.now(),
        company: company?.name ?? hand.damaged()?.company ?? null,
        problem: hand.damaged()?.error ?? null,
        store: company?.store ?? null,
        settings: company?.settings() ?? null,
        secretsKept: { persistent: hand.secrets.persistent, message: hand.secrets.message },
        secrets: company === null ? [] : await secretsOfConnections(company.store, hand.secrets),
        working: session?.runs.working() ?? null,
        log: hand.recentLog(LOG_LINES),
      });
    },
  };
}
