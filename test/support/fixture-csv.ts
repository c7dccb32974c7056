import type { CsvLayout, CsvPreview, Handlers } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';

const proposed: CsvLayout = {
  name: 'payments.csv',
  signature: 'fixture',
  columns: { externalId: 'Reference', date: 'Date', amount: 'Gross', payerName: 'Customer' },
  dateOrder: 'dmy',
  decimalMark: '.',
  timeZone: 'America/New_York',
  currency: 'USD',
  kinds: {},
  statuses: {},
  isIdShared: false,
};

const rejectedRows = [
  { where: 'payments.csv, line 4', reason: 'payments.csv, line 4: "free" is not an amount.' },
];

/** One invented file, whatever is chosen. */
export function createCsvHandlers(): Pick<Handlers, Extract<keyof Handlers, `csv.${string}`>> {
  return {
    'csv.preview': async ({ layout }): Promise<CsvPreview> => ({
      encoding: 'windows-1252',
      delimiter: ';',
      rows: 3,
      columns: [
        { header: 'Reference', samples: ['A-1001', 'A-1002'] },
        { header: 'Date', samples: ['03/04/2026', '05/04/2026'] },
        { header: 'Gross', samples: ['120.00', '75.50', 'free'] },
        { header: 'Customer', samples: ['Harbor Dental', 'Acme Tools'] },
        { header: 'Note', samples: ['Invoice 10231'] },
      ],
      layout: layout ?? proposed,
      known: layout !== null,
      questions: layout
        ? []
        : [
            {
              about: 'dateOrder',
              sentence: 'Is "03/04/2026" written with the day first or with the month first?',
            },
          ],
      records: 2,
      examples: [
        {
          externalId: 'A-1001',
          occurredAt: Instant.parse('2026-04-03T16:00:00.000Z'),
          kind: 'payment',
          amountMinor: 12_000,
          currency: currency('USD'),
          payer: 'Harbor Dental',
        },
      ],
      rejected: 1,
      rejectedRows,
    }),
    'csv.connect': async () => ({ connectionId: ConnectionId.parse('csv-main') }),
    'csv.saveLayout': async ({ layout }) => layout,
    'csv.import': async () => ({ added: 2, changed: 0, unchanged: 0, rejected: 1, rejectedRows }),
  };
}
