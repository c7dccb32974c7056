/** Reports over the invented month of report-scene.ts (the real functions), and backups that exist in memory only. */
import type { BackupCheck, BackupPolicy, BackupRow, Handlers } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { exportReport, forScreen } from '../../src-main/reports/index.ts';
import { corruptStore } from '../../src-main/store/index.ts';
import type { FixtureState } from './fixture-state.ts';
import { monthOfMarch, reportOf } from './report-scene.ts';

type ReportHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `${'reports' | 'backup' | 'diagnostics'}.${string}`>
>;

export function createReportHandlers(state: FixtureState): ReportHandlers {
  let month: ReturnType<typeof monthOfMarch> | null = null;
  const scene = () => {
    month ??= monthOfMarch();
    return month;
  };
  const folder = '/backups';
  let policy: BackupPolicy = { daily: true, keepDays: 14, folder: null };
  const rows: BackupRow[] = [row('2026-03-30T22:00:00Z', 'daily'), row('2026-03-29T22:00:00Z', 'daily')];
  /** The newest backup of a company that is damaged is damaged too. */
  const damagedToo = rows[0]?.file;

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
    'backup.check': async ({ file }) => {
      if (state.status.phase === 'damaged' && file === damagedToo) {
        throw corruptStore(file, 'its audit trail does not hold');
      }
      return checkOf(file);
    },
    'backup.restore': async ({ file }) => {
      const known = state.status.phase === 'ready';
      if (!known) state.fill();
      state.announce(['status', 'review', 'payouts', 'history', 'dead_letters', 'settings']);
      return {
        restored: checkOf(file),
        keptAside: row('2026-03-31T16:05:00Z', 'replaced').file,
        postedSince: known ? 2 : 0,
        postedSinceKnown: known,
        secretsNeeded: known ? [] : [{ connectionId: ConnectionId.parse('stripe-main'), title: 'Stripe' }],
      };
    },
    'diagnostics.save': async () => ({
      fileName: 'matchbook-diagnostics-20260331-160000.json',
      mediaType: 'application/json',
      base64: Buffer.from('{}\n').toString('base64'),
    }),
  };
}
