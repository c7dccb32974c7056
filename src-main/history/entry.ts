/** An entry's `detail` as it was written by whatever version, read as a person reads it. What is not known is still shown. */
import * as z from 'zod';
import type { AuditChange, AuditFact } from '../../shared/api.ts';
import { Currency, Minor } from '../../shared/money.ts';
import { type Allocated, AllocatedSchema, allocationChanges } from './allocations.ts';
import { differences, leavesOf, textValue } from './differences.ts';
import { type Naming, nameOf } from './names.ts';

export interface EntryContext extends Naming {
  /** Of the transaction it is about, or else of the books; amounts that name no other currency are in it. */
  readonly currency: Currency;
  /** What was decided, where the entry only names the approval. */
  readonly decided: Allocated | null;
}

export interface ReadEntry {
  readonly reason: string | null;
  readonly evidence: readonly string[];
  readonly changes: readonly AuditChange[];
  readonly facts: readonly AuditFact[];
}

type Detail = Readonly<Record<string, unknown>>;

const Proposed = AllocatedSchema.extend({
  evidence: z.array(z.string()).default([]),
  confidence: z.number().optional(),
});

const Written = z.object({
  marker: z.string(),
  customerNo: z.string().nullable(),
  itemNumber: z.string().nullable(),
  currency: Currency,
  amountMinor: Minor,
  balanceAfterMinor: Minor.nullable(),
});

/** Said elsewhere in the opened entry, or of no use to a person. */
const SAID_ELSEWHERE = new Set([
  'approvalId',
  'before',
  'after',
  'changed',
  'proposal',
  'reason',
  'markers',
  'reverses',
  'entries',
  'outboxId',
  'round',
]);

export function readEntry(action: string, detail: Detail, context: EntryContext): ReadEntry {
  const proposal = Proposed.safeParse(detail.proposal).data ?? Proposed.safeParse(detail.after).data ?? null;
  const others = Object.fromEntries(
    Object.entries(detail).filter(([name]) => !SAID_ELSEWHERE.has(name) && name !== 'changes'),
  );
  return {
    reason: typeof detail.reason === 'string' && detail.reason !== '' ? detail.reason : null,
    evidence: proposal?.evidence ?? [],
    changes: changesOf(action, detail, context),
    facts: [...leavesOf(others, context)].map(([path, value]) => ({ name: nameOf(path, context), value })),
  };
}

function changesOf(action: string, detail: Detail, context: EntryContext): AuditChange[] {
  const { currency, decided } = context;
  const proposal = AllocatedSchema.safeParse(detail.proposal).data ?? null;
  switch (action) {
    case 'approval.given':
      return allocationChanges(null, proposal, currency);
    case 'proposal.rejected':
      return allocationChanges(proposal, null, currency);
    case 'proposal.reallocated':
      return allocationChanges(
        AllocatedSchema.safeParse(detail.before).data ?? null,
        AllocatedSchema.safeParse(detail.after).data ?? null,
        currency,
      );
    case 'transaction.ignored':
      return [
        { field: 'Decision', before: textValue('waits'), after: textValue('not to be posted') },
        ...allocationChanges(proposal, null, currency),
      ];
    case 'transaction.no_longer_ignored':
      return [{ field: 'Decision', before: textValue('not to be posted'), after: textValue('waits') }];
    case 'approval.withdrawn':
    case 'undo.requested':
      return allocationChanges(decided, null, currency);
  }
  const written = z.array(Written).safeParse(detail.entries).data ?? [];
  if (written.length > 0) return written.flatMap(ledgerChanges);
  const edited = z.array(z.object({ field: z.string(), before: z.string(), after: z.string() }));
  const fields = edited.safeParse(detail.changed).data;
  const said = z.array(z.string()).safeParse(detail.changes).data ?? [];
  if (fields !== undefined) {
    return [
      ...fields.map(({ field, before, after }) => ({
        field,
        before: before === '' ? null : textValue(before),
        after: after === '' ? null : textValue(after),
      })),
      // What has no before and after to show: a secret.
      ...said.filter((sentence) => !sentence.includes(' → ')).map(changeInWords),
    ];
  }
  if (said.length > 0) return said.map(changeInWords);
  if (action === 'customer.linked' && !isObject(detail.before)) {
    return [
      {
        field: 'Customer in the ledger',
        before: textOrNull(detail.before),
        after: textOrNull(detail.customerNo),
      },
    ];
  }
  if (!isObject(detail.before) || !isObject(detail.after)) {
    // A first version has nothing before it.
    return isObject(detail.after) ? differences({}, detail.after, context) : [];
  }
  return differences(detail.before, detail.after, context);
}

/** Read back from the ledger. What the balance was before is not written down, and is not guessed. */
function ledgerChanges(entry: z.infer<typeof Written>): AuditChange[] {
  const { itemNumber, customerNo, currency, amountMinor, balanceAfterMinor } = entry;
  const where = itemNumber ?? (customerNo === null ? 'Journal' : `On account of ${customerNo}`);
  return [
    { field: `${where}: in the ledger`, before: null, after: { kind: 'money', amountMinor, currency } },
    ...(balanceAfterMinor === null
      ? []
      : [
          {
            field: `${where}: balance afterwards`,
            before: null,
            after: { kind: 'money' as const, amountMinor: balanceAfterMinor, currency },
          },
        ]),
  ];
}

/** Entries before fields were written one by one: "Fees account 6050 → 6040". */
function changeInWords(sentence: string): AuditChange {
  const at = sentence.indexOf(' → ');
  return at < 0
    ? { field: sentence, before: null, after: textValue('yes') }
    : {
        field: 'Changed',
        before: textValue(sentence.slice(0, at)),
        after: textValue(sentence.slice(at + 3)),
      };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOrNull = (value: unknown) => (typeof value === 'string' && value !== '' ? textValue(value) : null);
