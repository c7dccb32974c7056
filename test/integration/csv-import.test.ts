/** One CSV file from the window into a company's real store: looked at, its columns confirmed, its rows brought in once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { type ConnectionId, Instant } from '../../shared/model.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { answer } from '../../src-main/hosting/index.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';

let app: App;
let directory: string;
let opened: OpenCompany;
let csv: ConnectionId;

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, { handlers: app.handlers, onUnexpected: () => {} });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

const file = (fileName: string, lines: readonly string[], encoding: BufferEncoding = 'utf8') => ({
  connectionId: csv,
  fileName,
  contentBase64: Buffer.from(lines.join('\r\n'), encoding).toString('base64'),
});

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-csv-import-'));
  const exports = mkdtempSync(join(directory, 'exports-'));
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 7, payments: 30 },
  });
  opened = await app.startDemo();
  await ask('setup.saveGateway', {
    connector: 'csv',
    title: 'Exports',
    values: { folder: exports, timeZone: 'Europe/London' },
    importFrom: Instant.parse('2026-01-01T00:00:00.000Z'),
  });
  await opened.runs.idle();
  const row = opened.company.store.connections.gateways().find(({ connector }) => connector === 'csv');
  if (!row) throw new Error('The CSV connection was not saved.');
  csv = row.id;
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

const HEADER = 'Reference;Date;Gross;Customer;Invoice No';
const MARCH = [HEADER, 'A-1;03/04/2026;120,00;Müller & Co;10231', 'A-2;05/04/2026;75,50;Acme Tools;10232'];

describe('looking at a file', () => {
  it('finds its encoding and its columns, and asks only what the file does not tell', async () => {
    const preview = await ask('csv.preview', file('march.csv', MARCH, 'latin1'));
    expect(preview).toMatchObject({ encoding: 'windows-1252', delimiter: ';', rows: 2, known: false });
    expect(preview.columns[3]).toEqual({ header: 'Customer', samples: ['Müller & Co', 'Acme Tools'] });
    expect(preview.layout.columns).toMatchObject({ externalId: 'Reference', date: 'Date', amount: 'Gross' });
    expect(preview.layout.decimalMark).toBe(',');
    expect(preview.questions.map(({ about }) => about)).toEqual(['dateOrder', 'currency']);
    expect(opened.company.store.deadLetters.openCountOf(csv)).toBe(0);
  });

  it('shows at once what an answer changes', async () => {
    const { layout } = await ask('csv.preview', file('march.csv', MARCH));
    const of = async (dateOrder: 'dmy' | 'mdy') => {
      const edited = { ...layout, dateOrder, currency: 'EUR' };
      const preview = await ask('csv.preview', { ...file('march.csv', MARCH), layout: edited });
      expect(preview.questions).toEqual([]);
      return preview.examples[0];
    };
    expect(await of('dmy')).toMatchObject({ amountMinor: 12_000, currency: 'EUR' });
    expect((await of('dmy'))?.occurredAt.slice(0, 7)).toBe('2026-04');
    expect((await of('mdy'))?.occurredAt.slice(0, 7)).toBe('2026-03');
  });

  it('tells from another column how its amounts are written, and keeps what was answered', async () => {
    const lines = ['Reference;Date;Gross;Paid', 'A-1;03/04/2026;1.00;1.234,50', 'A-2;05/04/2026;2.00;75,50'];
    const { layout } = await ask('csv.preview', file('two.csv', lines));
    expect(layout.decimalMark).toBe('.');
    const edited = { ...layout, dateOrder: 'mdy' as const, columns: { ...layout.columns, amount: 'Paid' } };
    const preview = await ask('csv.preview', {
      ...file('two.csv', lines),
      layout: edited,
      ask: ['decimalMark'],
    });
    expect(preview.layout).toMatchObject({ decimalMark: ',', dateOrder: 'mdy' });
    expect(preview).toMatchObject({ questions: [], examples: [{ amountMinor: 123_450 }, {}] });
  });

  it('refuses what is no table, in a sentence', async () => {
    await expect(ask('csv.preview', file('notes.csv', ['hello']))).rejects.toMatchObject({
      code: 'CSV_NOT_A_TABLE',
    });
  });

  it('does not take the orders of a shop for payments', async () => {
    const lines = [
      'Order number,Created at,Total,SKU,Quantity,Unit price',
      'A1,2026-03-01,10.00,HDW-01S,1,10.00',
    ];
    await expect(ask('csv.preview', file('orders.csv', lines))).rejects.toMatchObject({
      code: 'CSV_HAS_ORDERS',
    });
  });
});

describe('importing a file', () => {
  it('waits until its columns are confirmed', async () => {
    await expect(ask('csv.import', file('march.csv', MARCH))).rejects.toMatchObject({
      code: 'CSV_LAYOUT_NEEDED',
    });
    const { layout } = await ask('csv.preview', file('march.csv', MARCH));
    const { date: _, ...columns } = layout.columns;
    await expect(
      ask('csv.saveLayout', { connectionId: csv, layout: { ...layout, columns } }),
    ).rejects.toMatchObject({ code: 'CSV_LAYOUT_INCOMPLETE' });
  });

  it('stores each row once, whatever file it comes in, and keeps the rejected ones with line and reason', async () => {
    const { layout } = await ask('csv.preview', file('march.csv', MARCH));
    await ask('csv.saveLayout', {
      connectionId: csv,
      layout: { ...layout, dateOrder: 'dmy', currency: 'USD' },
    });
    const cursor = opened.company.store.connections.get(csv).cursor;
    expect(await ask('csv.import', file('march.csv', MARCH))).toMatchObject({
      added: 2,
      unchanged: 0,
      rejected: 0,
    });
    const later = [
      HEADER,
      ...MARCH.slice(2),
      'A-3;06/04/2026;free;Harbor Dental;10233',
      'A-4;07/04/2026;1,00;X;1',
    ];
    const again = await ask('csv.import', file('april.csv', later));
    expect(again).toMatchObject({ added: 1, unchanged: 1, changed: 0, rejected: 1 });
    expect(again.rejectedRows).toEqual([
      { where: 'A-3', reason: expect.stringMatching(/^april\.csv, line 3: /) },
    ]);
    expect(opened.company.store.deadLetters.openCountOf(csv)).toBe(1);
    const letters = await ask('deadLetters.list', {});
    expect(letters.rows[0]?.reason).toMatch(/^april\.csv, line 3: /);
    if (cursor !== null) expect(opened.company.store.connections.get(csv).cursor).toBe(cursor);
  });

  it('resolves a rejected row when it comes again and can be read', async () => {
    const mended = [HEADER, 'A-3;06/04/2026;9,99;Harbor Dental;10233', 'A-5;07/04/2026;2,00;X;1'];
    expect(await ask('csv.import', file('mended.csv', mended))).toMatchObject({ added: 2, rejected: 0 });
    expect(opened.company.store.deadLetters.openCountOf(csv)).toBe(0);
    const preview = await ask('csv.preview', file('mended.csv', mended));
    expect(preview).toMatchObject({ known: true, questions: [], layout: { dateOrder: 'dmy' } });
    const { rows } = await ask('history.list', {});
    expect(rows.map(({ sentence }) => sentence).join('\n')).toContain('imported mended.csv: 2 new');
  });
});

describe('a file where no connection takes CSV files', () => {
  it('is looked at, and makes its connection when it is imported, without a folder', async () => {
    const before = opened.company.store.connections.gateways().length;
    const paid = Array.from({ length: 30 }, (_unused, at) => `H-${at};2026-03-04;${at}.50;USD`);
    const { contentBase64 } = file('', ['Reference;Date;Gross;Currency', ...paid, 'H-x;2026-03-05;free;USD']);
    const looked = await ask('csv.preview', { connectionId: null, fileName: 'hand.csv', contentBase64 });
    expect(looked).toMatchObject({ records: 30, rejected: 1, layout: { timeZone: 'America/New_York' } });
    expect(opened.company.store.connections.gateways()).toHaveLength(before);

    const { connectionId } = await ask('csv.connect', {});
    expect(await ask('csv.connect', {})).toEqual({ connectionId });
    await ask('csv.saveLayout', { connectionId, layout: looked.layout });
    expect(await ask('csv.import', { connectionId, fileName: 'hand.csv', contentBase64 })).toMatchObject({
      added: 30,
      rejected: 1,
    });
    const { runs } = opened;
    const report = await runs.run(connectionId, 'test');
    expect(report.syncs.every((sync) => sync.started && sync.run.state === 'succeeded')).toBe(true);
    const { values, title } = await ask('setup.connection', { connectionId });
    const changed = await ask('setup.changeConnection', {
      connectionId,
      title,
      values: { ...values, timeZone: 'Europe/London' },
    });
    expect(changed).toMatchObject({ saved: true, test: { ok: true } });
  });
});
