import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotificationKind, Settings } from '../../shared/api.ts';
import { currency } from '../../shared/money.ts';
import { draftOf, pageOfProblem, problemsOf, settingsOf } from '../../src-renderer/settings/draft.ts';

const USD = currency('USD');
const JPY = currency('JPY');

const delivered: Settings = Settings.parse({
  schedule: { every: 'minutes', minutes: 15 },
  autoApprove: { band: 'none', limitMinor: 0 },
  overpayment: 'review',
  theme: 'system',
  userName: 'Alex Example',
  notifications: {
    kinds: Object.fromEntries(NotificationKind.options.map((kind) => [kind, true])),
    quietFrom: null,
    quietTo: null,
  },
  onBattery: 'as_usual',
});
const draft = draftOf(delivered, USD);

describe('settings that are typed', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const schedule = fc.oneof(
    fc.record({ every: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 720 }) }),
    fc.constant({ every: 'hour' as const }),
    fc.record({
      every: fc.constant('times' as const),
      times: fc.uniqueArray(time, { minLength: 1, maxLength: 6 }).map((times) => times.sort()),
      workingDays: fc.boolean(),
    }),
  );
  const settings = fc.record({
    schedule,
    schedules: fc.dictionary(fc.constantFrom('stripe-1', 'opayo-1', 'csv-1'), schedule, {
      noNullPrototype: true,
    }),
    autoApprove: fc.oneof(
      fc.constant({ band: 'none' as const, limitMinor: 0 }),
      fc.record({ band: fc.constant('ready' as const), limitMinor: fc.integer({ min: 1, max: 1e12 }) }),
    ),
    quiet: fc.uniqueArray(time, { minLength: 2, maxLength: 2 }),
    base: fc.constantFrom(USD, JPY),
  });

  it('come back as they were, to the minor unit', () => {
    fc.assert(
      fc.property(settings, ({ quiet: [quietFrom = null, quietTo = null], base, ...part }) => {
        const notifications = { ...delivered.notifications, quietFrom, quietTo };
        const whole = Settings.parse({ ...delivered, ...part, notifications });
        const typed = draftOf(whole, base);
        expect(problemsOf(typed, base)).toEqual({});
        expect(settingsOf(typed, base)).toEqual(whole);
      }),
    );
  });

  it('are put in order: times in the day’s order, each once, spaces and a missing zero forgiven', () => {
    const typed = { ...draft, every: 'times' as const, times: ' 17:30; 8:00,08:00', userName: ' Dana ' };
    expect(problemsOf(typed, USD)).toEqual({});
    expect(settingsOf(typed, USD)).toMatchObject({
      schedule: { every: 'times', times: ['08:00', '17:30'], workingDays: true },
      userName: 'Dana',
    });
  });
});

describe('what is not right yet', () => {
  it.each([
    ['own', { own: { 'stripe-1': { every: 'minutes', minutes: '0', times: '', workingDays: true } } }],
    ['minutes', { minutes: '0' }],
    ['minutes', { minutes: '721' }],
    ['minutes', { minutes: '1.5' }],
    ['minutes', { minutes: 'soon' }],
    ['times', { every: 'times', times: '' }],
    ['times', { every: 'times', times: '08:00, 24:00' }],
    ['limit', { autoApprove: true, limit: '' }],
    ['limit', { autoApprove: true, limit: '0' }],
    ['limit', { autoApprove: true, limit: '-5' }],
    ['limit', { autoApprove: true, limit: '1.005' }],
    ['userName', { userName: '  ' }],
    ['quietFrom', { quiet: true, quietFrom: 'late' }],
    ['quietTo', { quiet: true, quietFrom: '18:00', quietTo: '18:00' }],
  ] as const)('%s of %j is said at its field', (field, change) => {
    expect(Object.keys(problemsOf({ ...draft, ...change }, USD))).toContain(field);
  });

  it('is not spoken of where it does not count', () => {
    const typed = { ...draft, times: 'x', limit: 'x', quietFrom: 'x' };
    expect(problemsOf(typed, USD)).toEqual({});
    expect(settingsOf(typed, USD).autoApprove).toEqual({ band: 'none', limitMinor: 0 });
  });

  it('is shown on the page where it can be put right, the open one first', () => {
    expect(pageOfProblem({ limit: 'x', userName: 'x' }, 'personal')).toBe('personal');
    expect(pageOfProblem({ limit: 'x', userName: 'x' }, 'schedules')).toBe('approval');
    expect(pageOfProblem({}, 'schedules')).toBe('schedules');
  });
});
