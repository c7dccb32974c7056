/**
 * A field mapping: which of a gateway's fields go into which of the ledger's, and through which steps. It fills what
 * Matchbook leaves to the site (a note, a pay type, a column of the firm's own, the account that a kind of transaction
 * is cleared through); customer, invoice, amount, date and marker are never mapped.
 */
import * as z from 'zod';

const text = (most: number) => z.string().max(most);

/** Dotted: payer.email, metadata.order, raw.billing_details.address.city, entry.customerNo. */
export const FieldPath = z.string().min(1).max(200);
export type FieldPath = z.infer<typeof FieldPath>;

/** One step. Each takes a text and gives a text; what a text means (a date, a number) is settled at the end, by the target. */
export const Transform = z.discriminatedUnion('do', [
  z.object({ do: z.literal('trim') }),
  z.object({ do: z.literal('case'), to: z.enum(['upper', 'lower']) }),
  /** Characters from the first (1) on. */
  z.object({
    do: z.literal('cut'),
    from: z.number().int().min(1).max(4000),
    length: z.number().int().min(1).max(4000),
  }),
  /** The value, then the other fields that are not empty, with the separator between. */
  z.object({ do: z.literal('join'), fields: z.array(FieldPath).min(1).max(10), separator: text(20) }),
  /** The nth part (1 is the first, -1 the last) of what the separator divides. */
  z.object({
    do: z.literal('part'),
    separator: z.string().min(1).max(20),
    at: z
      .number()
      .int()
      .min(-50)
      .max(50)
      .refine((it) => it !== 0, 'the first part is 1, the last is -1'),
  }),
  z.object({ do: z.literal('replace'), find: z.string().min(1).max(200), by: text(200) }),
  /** An instant, or a date written another way, as a day of the company's calendar. */
  z.object({
    do: z.literal('date'),
    written: z.enum(['instant', 'YYYY-MM-DD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYYMMDD']),
  }),
  /** Moves the decimal point: -2 makes 1250 into 12.50. */
  z.object({ do: z.literal('unit'), shift: z.number().int().min(-6).max(6) }),
  /** An amount of the transaction, in the company's base currency at the gateway's rate. */
  z.object({ do: z.literal('base_currency') }),
  z.object({
    do: z.literal('lookup'),
    rows: z
      .array(z.object({ from: text(200), to: text(200) }))
      .min(1)
      .max(500),
    /** Of what is in no row. stop: the entry is not posted; it goes back to review with a sentence. */
    otherwise: z.enum(['keep', 'empty', 'stop']),
  }),
  /** When there is nothing by then. */
  z.object({ do: z.literal('default'), text: text(400) }),
]);
export type Transform = z.infer<typeof Transform>;

export const MappingCondition = z.object({
  field: FieldPath,
  is: z.enum(['equal', 'not_equal', 'contains', 'begins', 'empty', 'present']),
  /** Compared without regard to case; left empty for `empty` and `present`. */
  text: text(200),
});
export type MappingCondition = z.infer<typeof MappingCondition>;

export const MappingLine = z.object({
  /** Name of a MappableField. Several lines may have the same one: the first whose conditions all hold gives the value. */
  target: z.string().min(1).max(200),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('field'), field: FieldPath }),
    z.object({ kind: z.literal('constant'), text: text(400) }),
  ]),
  transforms: z.array(Transform).max(12),
  when: z.array(MappingCondition).max(8),
});
export type MappingLine = z.infer<typeof MappingLine>;

export const Mapping = z.object({ lines: z.array(MappingLine).max(100) });
export type Mapping = z.infer<typeof Mapping>;

/** What a ledger lets a mapping fill. */
export const MappableField = z.object({
  /** Stable: table.column, or account.writeOff for an account of the entry. */
  name: z.string(),
  title: z.string(),
  kind: z.enum(['text', 'number', 'date', 'account']),
  /** Characters of a text; null when there is no end to it. */
  length: z.number().int().nullable(),
  /** Decimals that a number keeps; null when it is no number. */
  decimals: z.number().int().nullable(),
  /** What it holds when nothing is mapped to it, in a few words. */
  otherwise: z.string(),
});
export type MappableField = z.infer<typeof MappableField>;

/** A field that transactions of a connection really have. */
export const SourceField = z.object({
  name: FieldPath,
  title: z.string(),
  kind: z.enum(['text', 'number', 'date']),
  /** Different values, newest first, at most five. */
  samples: z.array(z.string()),
  /** Of the transactions looked at. */
  filledPercent: z.number().int().min(0).max(100),
});
export type SourceField = z.infer<typeof SourceField>;
