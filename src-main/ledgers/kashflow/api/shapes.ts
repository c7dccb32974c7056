/**
 * The parts of the API's records that are used. Names from kashflow.com/developers/rest-api and from code that reads live
 * accounts (CappyTech/hcs-schemas; tipstrade/KashFlowApiClient). Lists give summaries in which payments, addresses, custom
 * fields and the currency may be null. A journal's lines are not published: NominalCode, Debit, Credit and Comment are assumed.
 */
import * as z from 'zod';

/** YYYY-MM-DD HH:mm:ss, or with a T and a zone: the day is what counts. */
const Day = z.string().transform((text) => text.slice(0, 10));

/** A list is an object with Data and MetaData, or for a few resources an array. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([
    z.object({
      Data: z.array(item),
      MetaData: z.object({ NextPageUrl: z.string().nullish(), TotalRecords: z.number().int().nullish() }),
    }),
    z.array(item).transform((Data) => ({
      Data,
      MetaData: { NextPageUrl: null, TotalRecords: Data.length },
    })),
  ]);

export const KashFlowPayment = z.object({
  Id: z.number().int(),
  Date: Day,
  Amount: z.number(),
  AccountId: z.number().int().nullish(),
  Note: z.string().nullish(),
});
export type KashFlowPayment = z.infer<typeof KashFlowPayment>;

export const KashFlowInvoice = z.object({
  Number: z.number().int(),
  IssuedDate: Day,
  DueDate: Day.nullish(),
  GrossAmount: z.number(),
  HomeCurrencyGrossAmount: z.number().nullish(),
  DueAmount: z.number().nullish(),
  CustomerCode: z.string(),
  CustomerName: z.string().nullish(),
  CustomerReference: z.string().nullish(),
  IsArchived: z.boolean().nullish(),
  Currency: z.object({ Code: z.string() }).nullish(),
  PaymentLines: z.array(KashFlowPayment).nullish(),
});
export type KashFlowInvoice = z.infer<typeof KashFlowInvoice>;

const Box = z.object({ Name: z.string(), Value: z.string().nullish() });

export const KashFlowCustomer = z.looseObject({
  Code: z.string(),
  Name: z.string().nullish(),
  Email: z.string().nullish(),
  TelephoneNumber: z.string().nullish(),
  OutstandingBalance: z.number().nullish(),
  IsArchived: z.boolean().nullish(),
  Contacts: z
    .array(
      z.looseObject({
        FirstName: z.string().nullish(),
        LastName: z.string().nullish(),
        Email: z.string().nullish(),
      }),
    )
    .nullish(),
  Addresses: z
    .array(
      z.looseObject({
        Line1: z.string().nullish(),
        Line2: z.string().nullish(),
        Line3: z.string().nullish(),
        Line4: z.string().nullish(),
        PostCode: z.string().nullish(),
        CountryCode: z.string().nullish(),
        CountryName: z.string().nullish(),
      }),
    )
    .nullish(),
  CustomTextBoxes: z.array(Box).nullish(),
  CustomCheckBoxes: z.array(Box).nullish(),
});
export type KashFlowCustomer = z.infer<typeof KashFlowCustomer>;

export const BankTransaction = z.object({
  Id: z.number().int(),
  TransactionNumber: z.number().int().nullish(),
  AccountId: z.number().int().nullish(),
  Date: Day,
  Comment: z.string().nullish(),
  PaidIn: z.number().nullish(),
  PaidOut: z.number().nullish(),
  CustomerCode: z.string().nullish(),
  /** 0: of its own, an advance payment that is allocated to nothing among them. */
  TransactionType: z.number().int().nullish(),
  EntityName: z.string().nullish(),
  /** The invoice's number, where it is an invoice's payment. */
  ResourceNumber: z.number().int().nullish(),
});
export type BankTransaction = z.infer<typeof BankTransaction>;

export const KashFlowJournal = z.object({
  Number: z.number().int(),
  Date: Day,
  Description: z.string().nullish(),
  Lines: z
    .array(
      z.object({
        NominalCode: z.number().int(),
        Debit: z.number().nullish(),
        Credit: z.number().nullish(),
        Comment: z.string().nullish(),
      }),
    )
    .nullish(),
});
export type KashFlowJournal = z.infer<typeof KashFlowJournal>;

export const Nominal = z.object({
  Code: z.number().int(),
  Name: z.string().nullish(),
  Archived: z.boolean().nullish(),
});

export const KashFlowBankAccount = z.object({
  Id: z.number().int(),
  Code: z.number().int().nullish(),
  AccountName: z.string(),
  IsArchived: z.boolean().nullish(),
  TransactionLockEnabled: z.boolean().nullish(),
  TransactionLockDate: Day.nullish(),
});
