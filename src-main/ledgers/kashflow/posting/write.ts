/** The writes that carry a marker. KashFlow answers a write with what it likes; what counts is read back. */
import { numberOf } from '../../web/index.ts';
import { segment } from '../api/client.ts';
import { KashFlowRefusal } from '../api/refusal.ts';
import type { KashFlowCustomer } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import type { CustomerFieldsPlan, WritePlan } from './plan.ts';

/** As the API writes dates. */
const at = (day: string): string => `${day} 00:00:00`;

/** Each throws KashFlowRefusal or ConnectionError. `parts`: those of a payment that are not there yet. */
export async function writeEntry(
  books: Books,
  plan: WritePlan,
  parts: readonly number[],
  wrote: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { api, settings } = books;
  const { baseCurrency, paymentMethod } = settings;
  switch (plan.kind) {
    case 'payment':
      for (const part of plan.parts.filter((it) => parts.includes(it.part))) {
        const body = {
          Date: at(plan.date),
          Amount: numberOf(part.amountMinor, baseCurrency),
          AccountId: part.accountId,
          Note: part.note,
          ...(paymentMethod === null ? {} : { Method: paymentMethod }),
        };
        await api.write('POST', `invoices/${segment(plan.invoice)}/payments`, body, signal);
        wrote();
      }
      return;
    case 'transaction':
      await api.write(
        'POST',
        `bankaccounts/${segment(plan.accountId)}/transactions`,
        {
          Date: at(plan.date),
          PaidIn: numberOf(Math.max(0, plan.amountMinor), baseCurrency),
          PaidOut: numberOf(Math.max(0, -plan.amountMinor), baseCurrency),
          CustomerCode: plan.customerCode,
          TransactionType: 0,
          Comment: plan.comment,
        },
        signal,
      );
      return wrote();
    case 'journal':
      await api.write(
        'POST',
        'journals',
        {
          Date: at(plan.date),
          Description: plan.description,
          Lines: plan.lines.map((line) => ({
            NominalCode: line.nominalCode,
            Debit: numberOf(Math.max(0, line.amountMinor), baseCurrency),
            Credit: numberOf(Math.max(0, -line.amountMinor), baseCurrency),
            Comment: line.comment,
          })),
        },
        signal,
      );
      return wrote();
  }
}

/** The customer as it is now, with these fields changed: an update replaces the whole of it. */
export async function writeCustomerFields(
  books: Books,
  { code, values }: CustomerFieldsPlan,
  signal: AbortSignal,
): Promise<void> {
  const customer: KashFlowCustomer | null = await books.customers.find(code, signal);
  if (!customer) throw new KashFlowRefusal('EntityNotFound', `customer ${code} is gone`);
  const boxes = customer.CustomTextBoxes ?? [];
  if (boxes.every(({ Name, Value }) => values[Name] === undefined || values[Name] === (Value ?? ''))) return;
  const CustomTextBoxes = boxes.map((box) => ({ ...box, Value: values[box.Name] ?? box.Value ?? '' }));
  await books.api.write('PUT', `customers/${segment(code)}`, { ...customer, CustomTextBoxes }, signal);
}
