import type { Handlers, ReviewGroup } from '../../shared/api.ts';
import type { FixtureCase } from './fixture-company.ts';
import { groupKeyOf, order, passing } from './fixture-filter.ts';
import { rowOf, totalsOf } from './fixture-review.ts';
import type { FixtureState } from './fixture-state.ts';

type GroupHandlers = Pick<Handlers, 'review.groups' | 'review.groupRows' | 'review.customers'>;

/** The invented company's review list in groups. */
export function createGroupHandlers(state: FixtureState): GroupHandlers {
  return {
    'review.groups': async ({ by, descending, ...filter }) => {
      const groups = new Map<string, FixtureCase[]>();
      for (const one of passing(state, { ...filter, group: null })) {
        const key = groupKeyOf(one, by);
        const members = groups.get(key);
        if (members === undefined) groups.set(key, [one]);
        else members.push(one);
      }
      const byDate = by === 'date' || by === 'payout';
      return [...groups]
        .map(([key, members]): ReviewGroup => {
          const title = by === 'customer' ? (members[0]?.customer?.name ?? 'No customer known') : key;
          return {
            key,
            title: key === '' && by === 'payout' ? 'In no payout yet' : title,
            note: by === 'customer' && key !== '' ? key : null,
            count: members.length,
            totals: totalsOf(members),
            flagged: members.filter(({ flag }) => flag !== null).length,
          };
        })
        .sort((a, b) => a.title.localeCompare(b.title) * (byDate && descending ? -1 : 1));
    },
    'review.groupRows': async ({ by, sort, descending, parts, ...filter }) =>
      parts.map(({ key, offset, limit }) => ({
        key,
        offset,
        rows: passing(state, { ...filter, group: { by, key } })
          .sort((a, b) => order(sort, a, b) * (descending ? -1 : 1))
          .slice(offset, offset + limit)
          .map(rowOf),
      })),
    'review.customers': async ({ search, limit }) => {
      const known = new Map<string, string>();
      for (const { customer } of state.cases.values()) {
        if (customer !== null) known.set(customer.customerNo, customer.name);
      }
      return [...known]
        .map(([customerNo, name]) => ({ customerNo, name }))
        .filter((it) => `${it.name} ${it.customerNo}`.toLowerCase().includes(search.toLowerCase()))
        .sort((a, b) => a.name.localeCompare(b.name))
        .slice(0, limit);
    },
  };
}
