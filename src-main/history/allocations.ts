/** Where money goes, before and after a decision: item by item, and what is left over. */
import * as z from 'zod';
import type { AuditChange } from '../../shared/api.ts';
import { Allocation, type Remainder, Remainder as RemainderSchema } from '../../shared/model.ts';
import type { Currency } from '../../shared/money.ts';
import { textValue } from './differences.ts';

/** The part of a proposal, or of an approval, that moves money. */
export const AllocatedSchema = z.object({
  customerNo: z.string().nullable(),
  allocations: z.array(Allocation),
  remainder: RemainderSchema,
});
export type Allocated = z.infer<typeof AllocatedSchema>;

const REMAINDER: Readonly<Record<Remainder['kind'], string>> = {
  none: 'Left over, not posted',
  on_account: 'On account',
  write_off: 'Written off',
  discount: 'Discount taken',
  overpayment: 'Kept as an overpayment',
};

/** Null: nothing was, or is, allocated. */
export function allocationChanges(
  before: Allocated | null,
  after: Allocated | null,
  currency: Currency,
): AuditChange[] {
  const changes: AuditChange[] = [];
  const [was, is] = [before?.customerNo ?? null, after?.customerNo ?? null];
  if (was !== is) {
    changes.push({
      field: 'Customer',
      before: was === null ? null : textValue(was),
      after: is === null ? null : textValue(is),
    });
  }
  const [from, to] = [amountsOf(before), amountsOf(after)];
  for (const field of new Set([...from.keys(), ...to.keys()])) {
    const [old, now] = [from.get(field), to.get(field)];
    if (old === now) continue;
    changes.push({
      field,
      before: old === undefined ? null : { kind: 'money', amountMinor: old, currency },
      after: now === undefined ? null : { kind: 'money', amountMinor: now, currency },
    });
  }
  return changes;
}

function amountsOf(allocated: Allocated | null): Map<string, number> {
  const amounts = new Map<string, number>();
  if (allocated === null) return amounts;
  for (const { number, amountMinor } of allocated.allocations) {
    const field = `Allocated to ${number}`;
    amounts.set(field, (amounts.get(field) ?? 0) + amountMinor);
  }
  const { kind, amountMinor } = allocated.remainder;
  // Items closed with less money than they ask for leave an amount below zero; the word says which way it goes.
  if (amountMinor !== 0) amounts.set(REMAINDER[kind], Math.abs(amountMinor));
  return amounts;
}
