/**
 * The parts of the API's records that are used. Fields and types from Sage's published description of API v3.1 (swagger, as
 * kept in SynergiTech/sage-php and nook-io/python-sage). `country` of a business is assumed; where it is missing it is not checked.
 */
import * as z from 'zod';

export const Base = z.object({ id: z.string(), displayed_as: z.string() });
const Nested = Base.extend({ $path: z.string().optional() });

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ $total: z.number().int(), $next: z.string().nullable(), $items: z.array(item) });

export const User = Base.extend({ email: z.string().nullish() });

export const Business = Base.extend({
  name: z.string().nullish(),
  country: z.object({ id: z.string() }).optional(),
});
export const BusinessList = z.object({ $items: z.array(Business) });
export type BusinessList = z.infer<typeof BusinessList>;

export const FinancialSettings = z.object({
  year_end_lockdown_date: z.string().nullish(),
  base_currency: z.object({ id: z.string() }).nullish(),
  multi_currency_enabled: z.boolean().nullish(),
});
export type FinancialSettings = z.infer<typeof FinancialSettings>;

export const SageContact = Base.extend({
  name: z.string().nullish(),
  reference: z.string().nullish(),
  email: z.string().nullish(),
  main_contact_person: z.object({ email: z.string().nullish(), telephone: z.string().nullish() }).nullish(),
  contact_types: z.array(z.object({ id: z.string() })).nullish(),
  credit_limit: z.number().nullish(),
  balance: z.number().nullish(),
  deleted_at: z.string().nullish(),
});
export type SageContact = z.infer<typeof SageContact>;

export const SageArtefact = Base.extend({
  contact: Base.nullish(),
  date: z.string(),
  due_date: z.string().nullish(),
  reference: z.string().nullish(),
  total_amount: z.number(),
  outstanding_amount: z.number(),
  currency: z.object({ id: z.string() }),
  status: z.object({ id: z.string() }),
  deleted_at: z.string().nullish(),
  payments_allocations: z.array(z.object({ contact_payment: Base.nullish() })).nullish(),
});
export type SageArtefact = z.infer<typeof SageArtefact>;

export const SagePayment = Base.extend({
  transaction_type: z.object({ id: z.string() }),
  contact: Base.nullish(),
  bank_account: Base.nullish(),
  date: z.string(),
  total_amount: z.number(),
  currency: z.object({ id: z.string() }),
  reference: z.string().nullish(),
  allocated_artefacts: z
    .array(z.object({ artefact: Nested.nullish(), amount: z.number(), discount: z.number().nullish() }))
    .nullish(),
  payment_on_account: z
    .object({ id: z.string(), total_amount: z.number(), outstanding_amount: z.number() })
    .nullish(),
  editable: z.boolean().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  deleted_at: z.string().nullish(),
});
export type SagePayment = z.infer<typeof SagePayment>;

export const SageAllocation = Base.extend({ contact: Base.nullish() });

export const SageJournal = Base.extend({
  date: z.string(),
  reference: z.string().nullish(),
  description: z.string().nullish(),
  total: z.number().nullish(),
  journal_lines: z
    .array(
      z.object({
        ledger_account: Base,
        details: z.string().nullish(),
        debit: z.number(),
        credit: z.number(),
      }),
    )
    .nullish(),
  deleted_at: z.string().nullish(),
});
export type SageJournal = z.infer<typeof SageJournal>;

export const SageLedgerAccount = Base.extend({
  name: z.string().nullish(),
  display_name: z.string().nullish(),
  nominal_code: z.number().int().nullish(),
});
export type SageLedgerAccount = z.infer<typeof SageLedgerAccount>;

export const SageBankAccount = Base.extend({
  ledger_account: Base.nullish(),
  nominal_code: z.number().int().nullish(),
  currency: z.object({ id: z.string() }).nullish(),
  is_active: z.boolean().nullish(),
});
export type SageBankAccount = z.infer<typeof SageBankAccount>;

export const RefusalList = z.array(
  z.object({
    $severity: z.string().optional(),
    $dataCode: z.string().optional(),
    $message: z.string().optional(),
    $source: z.string().optional(),
  }),
);

/** A list of which only the permission to read it matters. */
export const AnyPage = z.object({ $total: z.number().int() });
