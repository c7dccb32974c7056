/** The general-ledger lines of a movement: debits above zero, credits below, adding up to zero in base currency. Pure. */
import type { Minor } from '../../../../shared/money.ts';
import type { SageProSettings } from '../settings.ts';
import { type Movement, proportion, totalOf } from './movement.ts';

export type AccountRole = keyof SageProSettings['accounts'];

export interface DistributionLine {
  readonly role: AccountRole;
  readonly amountMinor: Minor;
}

/** Where what a customer owes goes down: money on account may have an account of its own. */
export function reliefRoleOf(
  { item }: Pick<Movement, 'item'>,
  { onAccount }: Pick<SageProSettings['accounts'], 'onAccount'>,
): 'receivable' | 'onAccount' {
  return item === null && onAccount !== '' ? 'onAccount' : 'receivable';
}

/** Lines of zero are left out. */
export function linesOf(
  movement: Movement,
  accounts: Pick<SageProSettings['accounts'], 'onAccount'>,
): readonly DistributionLine[] {
  const { cashMinor, discountMinor, writeOffMinor, reliefBaseMinor, cashBaseMinor } = movement;
  const total = totalOf(movement);
  // Money that only moves between roles of the same relief: no exchange difference arises on a discount.
  const discount = total === 0 ? 0 : proportion(reliefBaseMinor, discountMinor, total);
  const writeOff = total === 0 ? 0 : proportion(reliefBaseMinor, writeOffMinor, total);
  const cash = cashMinor === 0 ? 0 : cashBaseMinor;
  const exchange = reliefBaseMinor - cash - discount - writeOff;
  const lines: DistributionLine[] = [
    { role: 'clearing', amountMinor: cash },
    { role: 'discount', amountMinor: discount },
    { role: 'writeOff', amountMinor: writeOff },
    { role: 'exchange', amountMinor: exchange },
    { role: reliefRoleOf(movement, accounts), amountMinor: -reliefBaseMinor || 0 },
  ];
  return lines.filter(({ amountMinor }) => amountMinor !== 0);
}
