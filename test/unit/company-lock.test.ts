import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src-main/app.ts';
import { lockCompany, StoreError } from '../../src-main/store/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'matchbook-lock-'));
afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));

const options = { program: 'Matchbook’s window', now: () => new Date('2026-03-02T09:00:00Z') };

function refusal(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('a company file', () => {
  it('is worked on by one Matchbook at a time, and the other is told by whom', () => {
    const file = join(directory, 'one', 'company.db');
    const lock = lockCompany(file, options);
    const refused = refusal(() => lockCompany(file, options));
    expect(refused.code).toBe('STORE_IN_USE');
    expect(refused.explanation.happened).toContain('Matchbook’s window');
    expect(refused.explanation.happened).toContain('2026-03-02T09:00:00.000Z');
    lock.release();
    lock.release();
    lockCompany(file, options).release();
  });

  it('is free again when the process that had it is gone, however it ended', async () => {
    const file = join(directory, 'two', 'company.db');
    const holder = spawn(process.execPath, ['test/support/lock-holder.ts', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const refused = refusal(() => lockCompany(file, options));
    expect(refused.explanation.happened).toContain(`Matchbook in the browser (process ${holder.pid}`);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    expect(existsSync(`${file}.holder.json`)).toBe(true);
    lockCompany(file, options).release();
  });
});

describe('a second Matchbook', () => {
  it('does not open a company that is open; reading goes on beside it', async () => {
    const home = join(directory, 'home');
    const common = { directory: home, keychain: 'memory', background: false } as const;
    const first = await createApp({ ...common, demo: { seed: 3, payments: 10 } });
    await first.startDemo();
    await expect(createApp(common)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    const reader = await createApp({ ...common, access: 'read' });
    expect(reader.openCompany()?.company.name).toBe('demo');
    await reader.close();
    await first.startDemo();
    await first.close();
    const next = await createApp(common);
    await next.close();
  });
});
