import type { ReviewGroup, ReviewGrouping } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { day, gatewayTitle } from '../format/index.ts';

export const GROUPING_WORDS: Readonly<Record<ReviewGrouping, string>> = {
  customer: 'Customer',
  gateway: 'Gateway',
  payout: 'Payout',
  date: 'Date',
};

/** What a group is called, in the region's words; the note tells it from another of the same title. */
export function groupTitle(
  group: Pick<ReviewGroup, 'title' | 'note'>,
  grouping: ReviewGrouping | null,
): { title: string; note: string | null } {
  const { title, note } = group;
  if (grouping === 'gateway') return { title: gatewayTitle(title), note };
  if (grouping !== 'date' && grouping !== 'payout') return { title, note };
  const date = AccountingDate.safeParse(title);
  if (!date.success) return { title, note };
  return { title: grouping === 'payout' ? `Payout of ${day(date.data)}` : day(date.data), note };
}
