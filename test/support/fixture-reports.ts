/** Reports over the invented month of report-scene.ts (the real functions), and backups that exist in memory only. */
import type { BackupCheck, BackupPolicy, BackupRow, Handlers } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';
import { exportReport, forScreen } from '../../src-main/reports/index.ts';
import { monthOfMarch, reportOf } from './report-scene.ts';

type ReportHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `${'reports' | 'backup' | 'diagnostics'}.${string}`>
>;

export function createReportHandlers(): ReportHandlers {
  let month: ReturnType<typeof monthOfMarch> | null = null;
  const scene = () => {
    month ??= monthOfMarch();
    return month;
  };
  const folder = '/backups';
  let policy: BackupPolicy = { daily: true, keepDays: 14, folder: null };
  const rows: BackupRow[] = [row('2026-03-30T22:00:00Z', 'daily'), row('2026-03-29T22:00:00Z', 'daily')];

  function row(madeAt: string, kind: BackupRow['kind']): BackupRow {
    const stamp = madeAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    const fileName = `matchbook-demo-${stamp}-${kind}.db`;
    return { file: `${folder}/${fileName}`, fileName, madeAt: Instant.parse(madeAt), bytes: 1_474_560, kind };
  }
  const checkOf = (file: string): BackupCheck => ({
    file,
    company: 'Acme Books Ltd',
    schemaVersion: 14,
    bytes: 1_474_560,
    transactions: 9,
    receipts: 3,
    auditEvents: 12,
    lastEventAt: Instant.parse('2026-03-30T21:58:00Z'),
  });

  return {
    'reports.run': async (request) => forScreen(reportOf(await scene(), request.name, request)),
    'reports.export': async ({ format, ...request }) =>
      exportReport(reportOf(await scene(), request.name, request), format, { paper: 'LETTER' }),
    'backup.create': async () => {
      const made = row('2026-03-31T16:00:00Z', 'manual');
      rows.unshift(made);
      return checkOf(made.file);
    },
    'backup.list': async () => ({ folder, policy, rows }),
    'backup.configure': async (changed) => {
      policy = changed;
      return policy;
    },
    'backup.check': async ({ file }) => checkOf(file),
    'backup.restore': async ({ file }) => ({
      restored: checkOf(file),
      keptAside: row('2026-03-31T16:05:00Z', 'replaced').file,
      postedSince: 2,
      postedSinceKnown: true,
      secretsNeeded: [],
    }),
    'diagnostics.save': async () => ({
      fileName: 'matchbook-diagnostics-20260331-160000.json',
      mediaType: 'application/json',
      base64: Buffer.from('{}\n').toString('base64'),
    }),
  };
}
