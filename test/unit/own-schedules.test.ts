/** Gateways on schedules of their own, beside those that follow the common one. */
import { describe, expect, it } from 'vitest';
import { Settings } from '../../shared/api.ts';
import { ConnectionId } from '../../shared/model.ts';
import { openStore } from '../../src-main/store/index.ts';
import { createBackground } from '../../src-main/workspace/background.ts';
import type { Company } from '../../src-main/workspace/company.ts';
import type { Runs } from '../../src-main/workspace/runs.ts';
import { defaultAppSettings, initialSettings } from '../../src-main/workspace/settings.ts';
import { addConnections, STRIPE, testClock } from '../support/posting-fixture.ts';

const OPAYO = ConnectionId.parse('opayo-1');

function scene() {
  const clock = testClock('2026-03-09T12:00:00.000Z');
  const store = openStore(':memory:', { now: clock.now });
  addConnections(store);
  store.connections.save({
    id: OPAYO,
    role: 'gateway',
    connector: 'opayo',
    title: 'Opayo',
    environment: 'test',
    settings: {},
    importFrom: null,
  });
  const settings = initialSettings('Acme Books Ltd', { timeZone: 'America/New_York', baseCurrency: 'USD' });
  const now = { app: settings.app };
  const company = { store, settings: () => ({ ...settings, app: now.app }), emit: () => undefined };
  const background = createBackground(company as unknown as Company, {} as Runs, {
    now: clock.now,
    sleep: async () => undefined,
    onFault: (_, error) => {
      throw error;
    },
    onBattery: () => false,
  });
  const follow = (schedules: Settings['schedules']): void => {
    now.app = { ...now.app, schedules };
    background.reschedule();
  };
  return { clock, store, follow, next: (id: ConnectionId) => background.nextRunAt(id)?.toISOString() };
}

describe('the schedule of one gateway', () => {
  it('is its own where it has one; the others follow the common one', () => {
    const { follow, next } = scene();
    follow({ [STRIPE]: { every: 'times', times: ['17:30'], workingDays: true } });
    expect(next(STRIPE)).toBe('2026-03-09T21:30:00.000Z');
    expect(next(OPAYO)).toBe('2026-03-09T12:15:00.000Z');
  });

  it('leaves the others’ counting as it was when it is changed, and ends with "As above"', () => {
    const { clock, follow, next } = scene();
    follow({});
    clock.advance(10 * 60_000);
    follow({ [STRIPE]: { every: 'hour' } });
    expect(next(STRIPE)).toBe('2026-03-09T13:00:00.000Z');
    expect(next(OPAYO)).toBe('2026-03-09T12:15:00.000Z');
    follow({});
    expect(next(STRIPE)).toBe('2026-03-09T12:25:00.000Z');
    expect(next(OPAYO)).toBe('2026-03-09T12:15:00.000Z');
  });
});

describe('settings that were saved before gateways could have schedules of their own', () => {
  it('are read as having none', () => {
    const { schedules: _later, ...before } = defaultAppSettings;
    expect(Settings.parse(before)).toEqual(defaultAppSettings);
  });
});
