import type { Handlers, MappingSheet } from '../../shared/api.ts';
import { type MappableField, Mapping, type SourceField } from '../../shared/mapping.ts';
import { AccountingDate, type ConnectionId, Instant } from '../../shared/model.ts';
import { checkMapping, suggestLines } from '../../src-main/mapping/index.ts';
import type { FixtureState } from './fixture-state.ts';

const TARGETS: readonly MappableField[] = [
  {
    name: 'arcash.checkno',
    title: 'arcash.checkno',
    kind: 'text',
    length: 20,
    decimals: null,
    otherwise: 'gateway’s reference, or the marker',
  },
  {
    name: 'arcash.paytype',
    title: 'arcash.paytype',
    kind: 'text',
    length: 2,
    decimals: null,
    otherwise: 'left blank: Sage Pro’s own posting sessions fill it',
  },
  {
    name: 'arcash.notes',
    title: 'arcash.notes',
    kind: 'text',
    length: null,
    decimals: null,
    otherwise: 'A column of your own: its default, or blank',
  },
  {
    name: 'arcash.settled',
    title: 'arcash.settled',
    kind: 'date',
    length: null,
    decimals: null,
    otherwise: 'A column of your own: its default, or blank',
  },
  {
    name: 'arcash.gwfee',
    title: 'arcash.gwfee',
    kind: 'number',
    length: null,
    decimals: 2,
    otherwise: 'A column of your own: its default, or blank',
  },
  {
    name: 'account.writeOff',
    title: 'Account of a write-off',
    kind: 'account',
    length: null,
    decimals: null,
    otherwise: 'Account 6200',
  },
];

const FIELDS: readonly SourceField[] = [
  {
    name: 'id',
    title: 'Id at the gateway',
    kind: 'text',
    samples: ['ch_3Q1', 'ch_3Q2', 'ch_3Q3'],
    filledPercent: 100,
  },
  {
    name: 'kind',
    title: 'Kind of transaction',
    kind: 'text',
    samples: ['payment', 'refund'],
    filledPercent: 100,
  },
  { name: 'amount', title: 'Amount', kind: 'number', samples: ['1250.00', '80.10'], filledPercent: 100 },
  { name: 'settled.fee', title: 'Fee', kind: 'number', samples: ['36.55', '2.62'], filledPercent: 96 },
  {
    name: 'settled.available',
    title: 'Moment of settlement',
    kind: 'date',
    samples: ['2026-03-07T00:00:00Z'],
    filledPercent: 96,
  },
  {
    name: 'payer.cardBrand',
    title: 'Card brand',
    kind: 'text',
    samples: ['visa', 'mastercard'],
    filledPercent: 88,
  },
  {
    name: 'description',
    title: 'Description',
    kind: 'text',
    samples: ['Invoice 10423', 'Order 5512'],
    filledPercent: 73,
  },
  { name: 'metadata.order_id', title: 'Order id', kind: 'text', samples: ['SO-5512'], filledPercent: 41 },
];

/** A mapping kept in memory, checked and suggested by the real rules. */
export function createMappingHandlers(
  state: FixtureState,
): Pick<Handlers, Extract<keyof Handlers, `mapping.${string}`>> {
  let saved: { version: number; mapping: Mapping; note: string }[] = [];
  const byName = new Map(TARGETS.map((target) => [target.name, target]));
  const accounts = [
    { number: '6200', description: 'Write-offs' },
    { number: '6210', description: 'Write-offs, services' },
  ];
  const sheet = (connectionId: ConnectionId): MappingSheet => {
    const mapping = saved[0]?.mapping ?? { lines: [] };
    return {
      connectionId,
      title: state.status.connections.find(({ id }) => id === connectionId)?.title ?? 'Stripe',
      supported: true,
      version: saved[0]?.version ?? 0,
      mapping,
      targets: [...TARGETS],
      fields: [...FIELDS],
      accounts,
      suggestions: suggestLines(
        TARGETS,
        FIELDS,
        mapping,
        saved.slice(1).map((it) => it.mapping),
      ),
      versions: saved.map(({ version, mapping: { lines }, note }) => ({
        version,
        savedAt: Instant.parse('2026-03-05T09:30:00Z'),
        savedBy: 'Dana',
        note,
        lines: lines.length,
      })),
    };
  };
  const keep = (connectionId: ConnectionId, mapping: Mapping, note: string) => {
    const problems = checkMapping(mapping, byName, accounts);
    if (problems.length === 0) saved = [{ version: saved.length + 1, mapping, note }, ...saved];
    return { problems, saved: problems.length === 0, sheet: sheet(connectionId) };
  };
  return {
    'mapping.sheet': async ({ connectionId }) => sheet(connectionId),
    'mapping.dryRun': async ({ mapping }) => ({
      problems: checkMapping(mapping, byName, accounts),
      rows: [...state.cases.values()].slice(0, 50).map(({ transaction }, at) => ({
        transactionId: transaction.id,
        date: AccountingDate.parse(transaction.occurredAt.slice(0, 10)),
        payerName: transaction.payer.name,
        currency: transaction.currency,
        amountMinor: transaction.amountMinor,
        values: Object.fromEntries(
          mapping.lines.map(({ target, source }) => [
            target,
            source.kind === 'constant'
              ? source.text
              : (FIELDS.find(({ name }) => name === source.field)?.samples[at % 2] ?? ''),
          ]),
        ),
        problems:
          at === 7 && mapping.lines.length > 0
            ? ['arcash.paytype cannot be filled: "amex" is not in the look-up table.']
            : [],
      })),
    }),
    'mapping.save': async ({ connectionId, mapping, note }) => keep(connectionId, mapping, note),
    'mapping.rollBack': async ({ connectionId, version }) =>
      keep(
        connectionId,
        saved.find((it) => it.version === version)?.mapping ?? { lines: [] },
        `As version ${version}`,
      ),
    'mapping.export': async () => ({
      fileName: 'field-mapping-stripe-1.json',
      mediaType: 'application/json',
      base64: Buffer.from(JSON.stringify(saved[0]?.mapping ?? { lines: [] })).toString('base64'),
    }),
    'mapping.read': async ({ text }) => Mapping.parse((JSON.parse(text) as { mapping: unknown }).mapping),
  };
}
