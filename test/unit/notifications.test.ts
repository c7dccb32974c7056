import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Settings } from '../../shared/api.ts';
import { isNotified, isQuietAt } from '../../shared/notifications.ts';
import { defaultAppSettings } from '../../src-main/workspace/settings.ts';

const all = defaultAppSettings.notifications;
const hours = (quietFrom: string, quietTo: string) => ({ ...all, quietFrom, quietTo });
const timeOfDay = fc
  .record({ hour: fc.nat(23), minute: fc.nat(59) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

describe('a notification', () => {
  it('is shown for each kind that is wanted, and for no other', () => {
    const choices = { ...all, kinds: { ...all.kinds, payout: false } };
    expect(isNotified({ severity: 'warning', kind: 'payout' }, choices, '10:00')).toBe(false);
    expect(isNotified({ severity: 'info', kind: 'needs_you' }, choices, '10:00')).toBe(true);
    expect(isNotified({ severity: 'error', kind: 'posting_failed' }, choices, '10:00')).toBe(true);
  });

  it('of no kind that can be chosen is shown unless it only informs', () => {
    expect(isNotified({ severity: 'warning' }, all, '10:00')).toBe(true);
    expect(isNotified({ severity: 'info' }, all, '10:00')).toBe(false);
  });

  it('that was told already stays in the window', () => {
    expect(isNotified({ severity: 'error', kind: 'sync_failed', quiet: true }, all, '10:00')).toBe(false);
  });
});

describe('quiet hours', () => {
  it('go from the first time to the second, over midnight too', () => {
    const asleep = ['17:59', '18:00', '23:59', '00:00', '07:59', '08:00'].map((time) =>
      isQuietAt(hours('18:00', '08:00'), time),
    );
    expect(asleep).toEqual([false, true, true, true, true, false]);
    expect(
      ['11:59', '12:00', '12:59', '13:00'].map((time) => isQuietAt(hours('12:00', '13:00'), time)),
    ).toEqual([false, true, true, false]);
  });

  it('turned round are the other hours of the day', () => {
    fc.assert(
      fc.property(timeOfDay, timeOfDay, timeOfDay, (from, to, time) => {
        fc.pre(from !== to);
        expect(isQuietAt(hours(from, to), time)).toBe(!isQuietAt(hours(to, from), time));
      }),
    );
  });

  it('silence every kind', () => {
    expect(isNotified({ severity: 'error', kind: 'posting_failed' }, hours('18:00', '08:00'), '20:00')).toBe(
      false,
    );
    expect(isNotified({ severity: 'error' }, hours('18:00', '08:00'), '20:00')).toBe(false);
  });
});

describe('a company that was saved before there was a choice', () => {
  it('is notified of everything, at all hours, and works on battery as usual', () => {
    const { notifications: _, onBattery: __, ...stored } = defaultAppSettings;
    expect(Settings.parse(stored)).toEqual(defaultAppSettings);
  });
});
