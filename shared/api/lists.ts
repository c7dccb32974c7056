/** How a person laid out a list: kept with the company, per person, so that it is the same in every host. */
import * as z from 'zod';
import { call } from './call.ts';

export const ListLayout = z.object({
  /** In the order shown; a column that is not named here is where and how the list has it at first. */
  columns: z
    .array(
      z.object({
        name: z.string().min(1).max(60),
        /** In pixels; null: as the list has it. */
        width: z.number().int().min(40).max(2000).nullable(),
        hidden: z.boolean(),
      }),
    )
    .max(60),
  /** Null: as the list is sorted at first. */
  sort: z.object({ by: z.string().min(1).max(60), descending: z.boolean() }).nullable(),
});
export type ListLayout = z.infer<typeof ListLayout>;

const Layouts = z.record(z.string(), ListLayout);

export const listCalls = {
  /** By the list's name. */
  'lists.layouts': call(z.object({}), Layouts),
  /** Null forgets it. Returns all of them. */
  'lists.saveLayout': call(
    z.object({ list: z.string().regex(/^[a-z][a-z-]{0,40}$/), layout: ListLayout.nullable() }),
    Layouts,
  ),
};
