import { beforeAll, describe, expect, it } from 'vitest';
import type { Schedule } from '../../shared/api.ts';
import {
  expectedRuns,
  type Happening,
  type Lived,
  live,
  type Month,
  ownRuns,
} from '../support/schedule-month.ts';

const schedules: Readonly<Record<string, Schedule>> = {
  quarter: { every: 'minutes', minutes: 15 },
  hourly: { every: 'hour' },
  office: { every: 'times', times: ['09:00', '13:30', '17:00'], workingDays: true },
  night: { every: 'times', times: ['01:30', '02:30'], workingDays: false },
};

/** The spring of New York: the clock goes forward on 8 March at 02:00. */
const march: Month = {
  zone: 'America/New_York',
  from: '2026-03-01T05:00:00Z',
  to: '2026-04-01T04:00:00Z',
  schedules,
  seed: 1,
  longestRunMinutes: 35,
  happenings: [
    // Asleep every night of the first week, but for the night of the clock change.
    ...['02', '03', '04', '05', '06'].flatMap((day): Happening[] => [
      { at: `2026-03-${day}T00:20:00Z`, what: 'sleep' },
      { at: `2026-03-${day}T13:07:00Z`, what: 'wake' },
    ]),
    { at: '2026-03-09T15:00:00Z', what: 'pause', connection: 'hourly' },
    { at: '2026-03-09T19:40:00Z', what: 'run now', connection: 'hourly' },
    { at: '2026-03-10T15:10:00Z', what: 'resume', connection: 'hourly' },
    // Three days without power, from Thursday evening on; started again on Sunday.
    { at: '2026-03-12T22:30:00Z', what: 'off' },
    { at: '2026-03-15T22:31:00Z', what: 'on' },
    // Three days without a network: runs are tried, fail, and are tried again at their times.
    { at: '2026-03-17T12:00:00Z', what: 'network down' },
    { at: '2026-03-20T12:00:00Z', what: 'network up' },
    { at: '2026-03-23T10:00:00Z', what: 'run now', connection: 'quarter' },
    { at: '2026-03-23T10:01:00Z', what: 'run now', connection: 'quarter' },
    // A battery that ran flat: the clock comes back two days behind, then somebody puts it right.
    { at: '2026-03-25T16:00:00Z', what: 'clock set', to: '2026-03-23T16:00:00Z' },
    { at: '2026-03-23T18:00:00Z', what: 'clock set', to: '2026-03-25T18:02:00Z' },
  ],
};

/** The autumn of New York: the hour from 01:00 comes twice on 1 November. */
const november: Month = {
  ...march,
  from: '2026-10-26T04:00:00Z',
  to: '2026-11-26T05:00:00Z',
  seed: 2,
  happenings: [
    { at: '2026-11-03T23:00:00Z', what: 'sleep' },
    { at: '2026-11-06T23:00:00Z', what: 'wake' },
    { at: '2026-11-10T14:00:00Z', what: 'pause', connection: 'office' },
    { at: '2026-11-12T14:00:00Z', what: 'resume', connection: 'office' },
  ],
};

const london: Month = {
  ...march,
  zone: 'Europe/London',
  from: '2026-03-15T00:00:00Z',
  to: '2026-04-05T00:00:00Z',
  seed: 3,
  happenings: [],
};

const months = { march, november, london };
const lives = new Map<Month, Lived>();
beforeAll(async () => {
  for (const month of Object.values(months)) lives.set(month, await live(month));
}, 300_000);

function lifeOf(month: Month): Lived {
  const lived = lives.get(month);
  if (!lived) throw new Error('that month was not lived');
  return lived;
}

function runsOf(month: Month, connection: string, from: string, to: string): string[] {
  return lifeOf(month)
    .runs.filter((run) => run.connection === connection && run.startedAt >= from && run.startedAt < to)
    .map(({ startedBy, startedAt }) => `${startedBy} ${startedAt.slice(5, 16)}`);
}

describe.each([
  ['with the clock going forward, sleep, power cuts, no network, a pause and a wrong clock', march],
  ['with the clock going back, three days asleep and a pause', november],
  ['in London, where the clock changes on another day', london],
])('a month of schedules %s', (_, month) => {
  it('accounts for every run: what should have run, ran, when it should, once', () => {
    const lived = lifeOf(month);
    expect(ownRuns(lived).sort()).toEqual(expectedRuns(month, lived).sort());
    expect(lived.runs.length).toBeGreaterThan(1_000);
  });

  it('never runs one connection twice at the same time', () => {
    const lived = lifeOf(month);
    expect(lived.overlaps).toBe(0);
    const long = lived.runs.filter(
      ({ startedAt, endedAt }) => Date.parse(endedAt) - Date.parse(startedAt) > 900_000,
    );
    expect(long.length).toBeGreaterThan(100);
  });
});

describe('a month that is lived again from the same seed', () => {
  it('has the same runs', async () => {
    const week = { ...march, to: '2026-03-08T05:00:00Z' };
    const [first, second] = [await live(week), await live(week)];
    expect(second.runs).toEqual(first.runs);
  });
});

describe('the days that are not like the others', () => {
  it('the clock goes forward: what falls into the hour that is missing runs an hour later', () => {
    expect(runsOf(march, 'night', '2026-03-07T12:00', '2026-03-09T12:00')).toEqual([
      'schedule 03-08T06:30',
      'schedule 03-08T07:30',
      'schedule 03-09T05:30',
      'schedule 03-09T06:30',
    ]);
  });

  it('the clock goes back: what falls into the hour that comes twice runs once', () => {
    expect(runsOf(november, 'night', '2026-10-31T12:00', '2026-11-02T12:00')).toEqual([
      'schedule 11-01T05:30',
      'schedule 11-01T07:30',
      'schedule 11-02T06:30',
      'schedule 11-02T07:30',
    ]);
  });

  it('office hours stay office hours across both changes', () => {
    expect(runsOf(march, 'office', '2026-03-06T00:00', '2026-03-10T00:00').map((it) => it.slice(9))).toEqual([
      '03-06T14:00',
      '03-06T18:30',
      '03-06T22:00',
      '03-09T13:00',
      '03-09T17:30',
      '03-09T21:00',
    ]);
    expect(
      runsOf(november, 'office', '2026-10-30T00:00', '2026-11-03T00:00').map((it) => it.slice(9, 20)),
    ).toEqual(['10-30T13:00', '10-30T17:30', '10-30T21:00', '11-02T14:00', '11-02T18:30', '11-02T22:00']);
  });

  it('a night asleep is caught up once on waking, though waking asks twice', () => {
    expect(runsOf(march, 'hourly', '2026-03-02T00:20', '2026-03-02T13:59')).toEqual(['catch-up 03-02T13:07']);
    expect(runsOf(march, 'night', '2026-03-02T00:20', '2026-03-02T23:00')).toEqual(['catch-up 03-02T13:07']);
  });

  it('three days without power are caught up once at the start, and what was not missed is not run', () => {
    const weekend = ['2026-03-12T22:30', '2026-03-15T22:59'] as const;
    expect(runsOf(march, 'hourly', ...weekend)).toEqual(['catch-up 03-15T22:31']);
    expect(runsOf(march, 'office', ...weekend)).toEqual(['catch-up 03-15T22:31']);
    expect(runsOf(november, 'office', '2026-11-03T23:00', '2026-11-09T00:00')).toEqual([
      'catch-up 11-06T23:00',
    ]);
  });

  it('three days without a network: each time is tried, each failure is told, and the first run after is an ordinary one', () => {
    const offline = lifeOf(march).runs.filter(({ failed }) => failed);
    expect(lifeOf(march).faults).toBe(offline.length);
    const hourly = offline.filter(({ connection }) => connection === 'hourly');
    expect(hourly).toHaveLength(72);
    expect(runsOf(march, 'hourly', '2026-03-20T12:00', '2026-03-20T13:00').length).toBe(1);
  });

  it('a pause: nothing runs by itself, by hand it does, and nothing is caught up afterwards', () => {
    expect(runsOf(march, 'hourly', '2026-03-09T15:01', '2026-03-10T16:01')).toEqual([
      'Dana 03-09T19:40',
      'schedule 03-10T16:00',
    ]);
    expect(runsOf(november, 'office', '2026-11-10T14:01', '2026-11-12T18:31')).toEqual([
      'schedule 11-12T18:30',
    ]);
  });

  it('a clock that is set back goes on from there, and one that is put right is caught up once', () => {
    const again = lifeOf(march)
      .runs.filter(({ connection }) => connection === 'office')
      .map(({ startedAt }) => startedAt.slice(5, 16));
    expect(again.filter((at) => at.startsWith('03-23T17:30'))).toHaveLength(2);
    expect(again.filter((at) => at.startsWith('03-25T18'))).toHaveLength(1);
  });
});
