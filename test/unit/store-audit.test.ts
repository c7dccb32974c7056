import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/index.ts';

const now = () => new Date('2026-03-10T15:00:00Z');

function event(at: number) {
  return {
    actor: 'Dana',
    action: 'approval.given',
    subjectKind: 'transaction',
    subjectId: `stripe-1:ch_${at}`,
    sentence: `Dana approved number ${at}.`,
    detail: { at, amounts: [at, -at], note: null },
  };
}

describe('the audit trail', () => {
  it('cannot be changed or deleted through the store’s own database', () => {
    const folder = mkdtempSync(join(tmpdir(), 'matchbook-audit-'));
    const file = join(folder, 'a.matchbook');
    const store = openStore(file, { now });
    store.audit.append(event(1));
    const db = new Database(file);
    expect(() => db.exec(`UPDATE audit_event SET actor = 'Sam'`)).toThrow(/never changed/);
    expect(() => db.exec('DELETE FROM audit_event')).toThrow(/never deleted/);
    db.close();
    store.close();
    rmSync(folder, { recursive: true });
  });

  it('is whole when nothing was tampered with, across transactions that were taken back', () => {
    const store = openStore(':memory:', { now });
    store.audit.append(event(1));
    expect(() =>
      store.transact(() => {
        store.audit.append(event(2));
        throw new Error('taken back');
      }),
    ).toThrow('taken back');
    store.audit.append(event(3));
    expect(store.audit.verify()).toMatchObject({ ok: true, events: 2 });
    expect(store.audit.page(null, 10).map(({ sentence }) => sentence)).toEqual([
      'Dana approved number 3.',
      'Dana approved number 1.',
    ]);
    expect(store.audit.page(null, 10, 'NUMBER 3')).toHaveLength(1);
  });

  it('names the first event that was tampered with, whatever was done to it', () => {
    const columns = [
      'at',
      'actor',
      'action',
      'subject_id',
      'sentence',
      'detail',
      'previous_hash',
      'hash',
    ] as const;
    const tampering = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      pick: fc.nat(),
      how: fc.constantFrom(...columns, 'delete' as const, 'swap' as const),
    });
    fc.assert(
      fc.property(tampering, ({ count, pick, how }) => {
        const folder = mkdtempSync(join(tmpdir(), 'matchbook-audit-'));
        const file = join(folder, 'a.matchbook');
        const store = openStore(file, { now });
        for (let at = 1; at <= count; at += 1) store.audit.append(event(at));
        const victim = (pick % count) + 1;
        const db = new Database(file);
        // What somebody with the file and a database tool could do: the triggers go first.
        db.exec('DROP TRIGGER audit_event_unchanged; DROP TRIGGER audit_event_kept;');
        if (how === 'delete') db.prepare('DELETE FROM audit_event WHERE seq = ?').run(victim);
        else if (how === 'swap')
          db.prepare(`UPDATE audit_event SET detail = '{"at":99}' WHERE seq = ?`).run(victim);
        else db.prepare(`UPDATE audit_event SET ${how} = ${how} || 'x' WHERE seq = ?`).run(victim);
        db.close();
        const check = store.audit.verify();
        store.close();
        rmSync(folder, { recursive: true });
        expect(check.ok).toBe(false);
        expect(check.firstBroken?.seq).toBe(victim);
      }),
      { numRuns: 40 },
    );
  });
});
