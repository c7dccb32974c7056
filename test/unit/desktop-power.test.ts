import { beforeEach, describe, expect, it } from 'vitest';
import { watchPower } from '../../src-main/desktop/power.ts';
import { electronStandIn } from '../support/electron-stand-in.ts';

/** Power and network with a clock that the test turns. */
function scene() {
  const { electron, powerMonitor, state } = electronStandIn();
  const told: string[] = [];
  const timers = new Map<() => void, number>();
  const stop = watchPower({
    electron,
    listener: {
      catchUp: () => told.push('catch up'),
      setOnBattery: (onBattery) => told.push(onBattery ? 'battery' : 'mains'),
    },
    every: (ms, look) => {
      timers.set(look, ms);
      return () => void timers.delete(look);
    },
  });
  const pass = (ms: number): void => {
    for (let at = 5_000; at <= ms; at += 5_000) {
      for (const [look, every] of [...timers]) if (at % every === 0) look();
    }
  };
  return { powerMonitor, state, told, pass, stop, timers };
}

describe('power and network', () => {
  let pc: ReturnType<typeof scene>;
  beforeEach(() => {
    pc = scene();
    expect(pc.told).toEqual(['mains']);
    pc.told.length = 0;
  });

  it('after a sleep what was missed is caught up once', () => {
    pc.powerMonitor.emit('resume');
    pc.pass(120_000);
    expect(pc.told).toEqual(['catch up']);
  });

  it('after a sleep the network is waited for, and both together are one catching up', () => {
    pc.state.online = false;
    pc.powerMonitor.emit('resume');
    pc.powerMonitor.emit('resume');
    pc.pass(30_000);
    expect(pc.told).toEqual([]);
    pc.state.online = true;
    pc.pass(60_000);
    expect(pc.told).toEqual(['catch up']);
  });

  it('a network that stays away is not waited for without end: the run itself says what is wrong', () => {
    pc.state.online = false;
    pc.powerMonitor.emit('resume');
    pc.pass(5 * 60_000);
    expect(pc.told).toEqual(['catch up']);
  });

  it('a network that went and came back is noticed', () => {
    pc.state.online = false;
    pc.pass(60_000);
    expect(pc.told).toEqual([]);
    pc.state.online = true;
    pc.pass(60_000);
    expect(pc.told).toEqual(['catch up']);
  });

  it('battery and mains are passed on', () => {
    pc.powerMonitor.emit('on-battery');
    pc.powerMonitor.emit('on-ac');
    expect(pc.told).toEqual(['battery', 'mains']);
  });

  it('stops when the app ends', () => {
    pc.stop();
    pc.powerMonitor.emit('resume');
    pc.powerMonitor.emit('on-battery');
    expect(pc.told).toEqual([]);
    expect(pc.timers.size).toBe(0);
  });
});
