import type { AppStatus, ConnectionState, Damage } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';
import type { ConnectionRow } from '../store/index.ts';
import type { Damaged } from '../workspace/damaged.ts';
import type { Hand, HandlerSession } from './hand.ts';

export function appStatus(hand: Hand): AppStatus {
  const { locale } = hand;
  const { persistent, message } = hand.secrets;
  const secretsKept = { persistent, message };
  const session = hand.openSession();
  if (session === null) {
    const damaged = hand.damaged();
    return {
      version: hand.version,
      phase: damaged ? 'damaged' : 'fresh',
      damage: damaged && damageOf(damaged),
      environment: damaged?.company ?? null,
      demo: false,
      company: null,
      baseCurrency: null,
      timeZone: 'UTC',
      locale,
      secretsKept,
      connections: [],
      working: null,
    };
  }
  const { company, runs } = session;
  const settings = company.settings();
  const { connections } = company.store;
  const ledger = connections.ledger();
  return {
    version: hand.version,
    phase: ledger !== null && connections.gateways().length > 0 ? 'ready' : 'fresh',
    damage: null,
    environment: company.name,
    demo: company.name === 'demo',
    company: settings.companyName,
    baseCurrency: settings.posting.baseCurrency,
    timeZone: settings.posting.timeZone,
    locale,
    secretsKept,
    connections: [...(ledger ? [ledger] : []), ...connections.gateways()].map((row) =>
      connectionState(session, row),
    ),
    working: runs.working(),
    ...(session.background.isHeld() ? { scheduleHeld: 'on_battery' as const } : {}),
  };
}

function damageOf({ company, file, error }: Damaged): Damage {
  const { happened, kept, todo } = error.explanation;
  return { environment: company, file, code: error.code, happened, kept, todo };
}

function connectionState({ company, background }: HandlerSession, row: ConnectionRow): ConnectionState {
  const [last] = company.store.syncRuns.latest(row.id, 1);
  const next = row.role === 'gateway' ? background.nextRunAt(row.id) : null;
  return {
    id: row.id,
    kind: row.role,
    connector: row.connector,
    title: row.title,
    environment: row.environment,
    paused: background.isPaused(row.id),
    lastSyncAt: last?.finishedAt ?? null,
    nextSyncAt: next === null ? null : Instant.parse(next.toISOString()),
    problem: last?.state === 'failed' ? last.error : null,
  };
}
