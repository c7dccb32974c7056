import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../src-main/log.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'matchbook-log-'));
  folders.push(directory);
  return directory;
}

describe('the log', () => {
  it('is one line of JSON per event, with the clock it is given, and the cause of a fault', () => {
    const directory = folder();
    const log = openLog({ directory, now: () => new Date('2026-03-10T15:00:00Z') });
    log.fault('schedule', new Error('outer', { cause: new Error('inner') }));
    log.fault('poster', 'thrown as a text');
    log.event({ type: 'changed', topics: ['status'] });
    const lines = log.recent(10).map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ level: 'error', time: '2026-03-10T15:00:00.000Z', where: 'schedule' });
    expect(lines[0].err.stack).toContain('caused by: Error: inner');
    expect(lines[1].err.message).toBe('thrown as a text');
  });

  it('takes alerts by their severity', () => {
    const log = openLog({ directory: folder() });
    for (const severity of ['info', 'warning', 'error'] as const) {
      log.event({
        type: 'alert',
        severity,
        code: 'SOME_CODE',
        title: 't',
        message: 'm',
        transactionId: null,
      });
    }
    expect(log.recent(10).map((line) => JSON.parse(line).level)).toEqual(['info', 'warn', 'error']);
  });

  it('never grows beyond two files of its size, and gives the newest lines of both', () => {
    const directory = folder();
    const log = openLog({ directory, maxBytes: 2_000 });
    for (let at = 0; at < 100; at += 1) log.note('event', { at });
    expect(readdirSync(directory).sort()).toEqual(['matchbook.log', 'matchbook.log.old']);
    expect(statSync(join(directory, 'matchbook.log')).size).toBeLessThanOrEqual(2_000);
    const newest = log.recent(15).map((line) => JSON.parse(line).at);
    expect(newest).toEqual(Array.from({ length: 15 }, (_, index) => 85 + index));
  });

  it('that cannot be written does not end the program', () => {
    const blocked = join(folder(), 'a file');
    writeFileSync(blocked, '');
    const told: unknown[] = [];
    const log = openLog({ directory: blocked, onUnwritable: (error) => told.push(error) });
    log.note('event');
    expect(told).toHaveLength(1);
  });
});
