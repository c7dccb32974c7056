import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppEvent } from '../../shared/api.ts';
import { tidyMemoryWhenIdle } from '../../src-main/idle-memory.ts';

describe('memory', () => {
  const listeners = new Set<(event: AppEvent) => void>();
  const events = {
    subscribe: (listener: (event: AppEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const progress = (done: boolean): void => {
    for (const listener of listeners) {
      listener({ type: 'progress', task: 'run', label: '', fraction: null, done });
    }
  };
  const collections: number[] = [];
  const collect = (): void => void collections.push(Date.now());
  beforeEach(() => {
    collections.length = 0;
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => void vi.useRealTimers());

  it('is given back a while after the start, and after each run, never during one', () => {
    const stop = tidyMemoryWhenIdle(events, collect);
    vi.advanceTimersByTime(60_000);
    expect(collections).toEqual([10_000]);
    progress(false);
    vi.advanceTimersByTime(300_000);
    progress(true);
    vi.advanceTimersByTime(5_000);
    progress(false);
    vi.advanceTimersByTime(60_000);
    expect(collections).toHaveLength(1);
    progress(true);
    vi.advanceTimersByTime(60_000);
    expect(collections).toEqual([10_000, 435_000]);
    stop();
    progress(true);
    vi.advanceTimersByTime(60_000);
    expect(collections).toHaveLength(2);
  });

  it('is collected by V8 itself, asked through a flag', () => {
    const stop = tidyMemoryWhenIdle(events);
    vi.advanceTimersByTime(10_000);
    stop();
    expect(listeners.size).toBe(0);
  });
});
