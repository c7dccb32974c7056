import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoWorld, type DemoPayment } from '../../src-main/demo/company/index.ts';
import { openDemoFolder } from '../../src-main/demo/data-directory.ts';
import { createFaults } from '../../src-main/demo/http/index.ts';
import { createBooks } from '../../src-main/demo/stripe/books.ts';
import { createControl } from '../../src-main/demo/stripe/control.ts';
import { openJournal } from '../../src-main/demo/stripe/journal.ts';
import { seedBooks } from '../../src-main/demo/stripe/seed.ts';

const NOW = new Date('2026-03-31T12:00:00Z');
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-demo-folder-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a new folder', () => {
  it('is filled with the world of today unless another is asked for', () => {
    const folder = openDemoFolder(directory, {}, NOW);
    expect(folder.isNew).toBe(true);
    expect(folder.manifest).toMatchObject({ seed: 1, payments: 400, today: '2026-03-31' });
    expect(openDemoFolder(directory, { seed: 9, today: '2026-01-15' }, NOW).manifest).toMatchObject({
      seed: 9,
      today: '2026-01-15',
    });
  });

  it('stays new until it was filled to the end', () => {
    const first = openDemoFolder(directory, {}, NOW);
    writeFileSync(join(first.ledgerDirectory, 'half'), 'written');
    const second = openDemoFolder(directory, {}, NOW);
    expect(second.isNew).toBe(true);
    expect(existsSync(join(second.ledgerDirectory, 'half'))).toBe(false);
  });
});

describe('a folder that was filled', () => {
  it('keeps its world on later days', () => {
    openDemoFolder(directory, { seed: 4 }, NOW).seal();
    const later = openDemoFolder(directory, {}, new Date('2026-05-01T00:00:00Z'));
    expect(later.isNew).toBe(false);
    expect(later.manifest).toMatchObject({ seed: 4, today: '2026-03-31' });
  });

  it('is not taken for another world, and is left as it is', () => {
    openDemoFolder(directory, { seed: 4 }, NOW).seal();
    const before = readFileSync(join(directory, 'demo-company.json'), 'utf8');
    expect(() => openDemoFolder(directory, { seed: 5 }, NOW)).toThrow(/seed 4, not 5.*left as it is/s);
    expect(() => openDemoFolder(directory, { elsewhere: { opayo: 3 } }, NOW)).toThrow(
      '0 payments at opayo, not 3',
    );
    expect(readFileSync(join(directory, 'demo-company.json'), 'utf8')).toBe(before);
  });

  it('removes what it put there when it is cleared, and nothing else', () => {
    writeFileSync(join(directory, 'mine.txt'), 'mine');
    const folder = openDemoFolder(directory, {}, NOW);
    folder.seal();
    folder.clear();
    expect(existsSync(folder.ledgerDirectory)).toBe(false);
    expect(existsSync(join(directory, 'mine.txt'))).toBe(true);
    expect(openDemoFolder(directory, {}, NOW).isNew).toBe(true);
  });
});

describe('what happened at Stripe while it ran', () => {
  const world = createDemoWorld({ seed: 2, payments: 30, today: '2026-03-31' });
  const now = () => NOW.getTime() / 1000;

  function open(file: string) {
    const books = seedBooks(world);
    return createControl(books, createFaults(), openJournal(file, books), now);
  }

  it('is there again after a restart, each object once', () => {
    const file = join(directory, 'since.jsonl');
    const first = open(file);
    const like = world.payments.find((it) => it.declined === null) as DemoPayment;
    const charge = first.pay({ key: 'live-1', amountMinor: 5_000 }, like);
    first.refund(charge.id, 700);
    first.closeDispute(first.openDispute(charge.id).id, 'won');
    const second = open(file);
    expect(second.books.charges.newestFirst()).toEqual(first.books.charges.newestFirst());
    expect(second.books.refunds.newestFirst()).toEqual(first.books.refunds.newestFirst());
    expect(second.books.disputes.newestFirst()).toEqual(first.books.disputes.newestFirst());
  });

  it('loses no more than the line that was being written when the power went', () => {
    const file = join(directory, 'since.jsonl');
    open(file).pay({ key: 'live-1' }, world.payments[0] as DemoPayment);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"what":"pay","paym`);
    const reopened = open(file);
    expect(reopened.books.charges.size).toBe(31);
    reopened.pay({ key: 'live-2' }, world.payments[0] as DemoPayment);
    expect(open(file).books.charges.size).toBe(32);
  });

  it('is nothing without a file', () => {
    expect(() => openJournal(join(directory, 'none.jsonl'), createBooks(1))).not.toThrow();
    expect(existsSync(join(directory, 'none.jsonl'))).toBe(false);
  });
});
