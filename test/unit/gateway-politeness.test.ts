import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import {
  credentialsRefused,
  rateLimited,
  retryAfterMs,
  serverFailed,
  unreachable,
} from '../../src-main/gateways/failures.ts';
import { askPolitely } from '../../src-main/gateways/politely.ts';
import { createThrottle } from '../../src-main/gateways/throttle.ts';
import { RUNNING, testDeps } from '../support/gateway-pulls.ts';

/** A clock that moves when somebody waits. */
function movingDeps() {
  let now = Date.parse('2025-06-16T12:00:00Z');
  const waits: number[] = [];
  return {
    now: () => new Date(now),
    async sleep(ms: number, signal: AbortSignal) {
      signal.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
    waits,
  };
}

const failing = (failures: readonly Error[], answer = 'answer') => {
  let calls = 0;
  const call = async () => {
    const failure = failures[calls];
    calls += 1;
    if (failure) throw failure;
    return answer;
  };
  return { call, calls: () => calls };
};

describe('a throttle', () => {
  it('spreads requests over time at its rate', async () => {
    const deps = movingDeps();
    const throttle = createThrottle({ ratePerSecond: 4, slowestPerSecond: 1 }, deps);
    const start = deps.now().getTime();
    for (let at = 0; at < 9; at += 1) await throttle.take(RUNNING);
    expect(deps.now().getTime() - start).toBe(2_000);
  });

  it('halves its rate at each "too many", never below its slowest, and creeps back with answers', () => {
    const throttle = createThrottle({ ratePerSecond: 40, slowestPerSecond: 5 }, movingDeps());
    throttle.refused();
    expect(throttle.ratePerSecond).toBe(20);
    for (let at = 0; at < 10; at += 1) throttle.refused();
    expect(throttle.ratePerSecond).toBe(5);
    throttle.answered();
    expect(throttle.ratePerSecond).toBeGreaterThan(5);
    for (let at = 0; at < 1_000; at += 1) throttle.answered();
    expect(throttle.ratePerSecond).toBe(40);
  });
});

describe('a polite request', () => {
  const ask = (deps: ReturnType<typeof movingDeps>, call: () => Promise<string>) =>
    askPolitely(deps, createThrottle({ ratePerSecond: 1_000, slowestPerSecond: 1 }, deps), RUNNING, call);

  it('is made again, with longer waits each time, while the failure is one that passes', async () => {
    const deps = movingDeps();
    const { call, calls } = failing([
      serverFailed('G', 500, null),
      unreachable('G', 'host', null),
      serverFailed('G', 503, null),
    ]);
    expect(await ask(deps, call)).toBe('answer');
    expect(calls()).toBe(4);
    expect(deps.waits).toEqual([500, 1_000, 2_000]);
  });

  it('waits as long as the gateway asked', async () => {
    const deps = movingDeps();
    await ask(deps, failing([rateLimited('G', 7_000)]).call);
    expect(deps.waits[0]).toBe(7_000);
  });

  it('gives up after a few times, with the last failure', async () => {
    const { call, calls } = failing(Array.from({ length: 99 }, () => serverFailed('G', 500, null)));
    await expect(ask(movingDeps(), call)).rejects.toMatchObject({ code: 'GATEWAY_FAILED', transient: true });
    expect(calls()).toBe(5);
  });

  it('is not made again when the credentials are refused, or the gateway asks for a very long wait', async () => {
    for (const failure of [credentialsRefused('G', 'key'), rateLimited('G', 3_600_000)]) {
      const { call, calls } = failing([failure]);
      await expect(ask(movingDeps(), call)).rejects.toBe(failure);
      expect(calls()).toBe(1);
    }
  });

  it('is not made again after a mistake of our own', async () => {
    const { call, calls } = failing([new TypeError('a bug')]);
    await expect(ask(movingDeps(), call)).rejects.toThrow('a bug');
    expect(calls()).toBe(1);
  });

  it('ends with the reason of the cancellation while it waits', async () => {
    const abort = new AbortController();
    const deps = testDeps(() => new Date());
    const throttle = createThrottle({ ratePerSecond: 1_000, slowestPerSecond: 1 }, deps);
    const asked = askPolitely(deps, throttle, abort.signal, async () => {
      abort.abort(new Error('cancelled'));
      throw serverFailed('G', 500, null);
    });
    await expect(asked).rejects.toThrow('cancelled');
  });
});

describe('Retry-After', () => {
  const now = new Date('2025-06-16T12:00:00Z');
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['Mon, 16 Jun 2025 12:01:00 GMT', 60_000],
    ['Mon, 16 Jun 2025 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%s is %s ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

it('every failure says what happened, what was kept and what to do', () => {
  const failures = [
    serverFailed('G', 500, null),
    rateLimited('G', 1_000),
    unreachable('G', 'api.example.com', { code: 'ENOTFOUND' }),
  ];
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(ConnectionError);
    for (const sentence of Object.values(failure.explanation)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
  expect(failures[2]?.explanation.happened).toBe(
    'G could not be reached: the name api.example.com was not found.',
  );
});
