/** KashFlow's customers, written as a person decided: the whole customer is read, compared, and given back with the changes in it. */
import type { CustomerValues, LedgerCustomer } from '../../../../shared/customers.ts';
import type { LedgerCustomerBook } from '../../port.ts';
import { segment } from '../api/client.ts';
import { KashFlowRefusal } from '../api/refusal.ts';
import type { KashFlowCustomer } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { customerRefused } from '../failures.ts';
import { standardPostcode } from './address.ts';
import { CODE_LENGTH, customerShapes, valuesOf, withValues } from './shape.ts';

/** `limited`: work of its own, ended when the connection is closed. */
export function kashFlowCustomerBook(
  books: Books,
  limited: <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>,
): LedgerCustomerBook {
  const whole = (code: string, signal: AbortSignal): Promise<KashFlowCustomer | null> =>
    books.customers.find(code, signal);
  return {
    fields: async () => customerShapes,
    numberLength: async () => CODE_LENGTH,
    read: async function* (signal) {
      for await (const rows of books.customers.summaries(signal)) {
        const page: LedgerCustomer[] = [];
        for (const row of rows.filter(({ Code }) => Code.trim() !== '')) {
          // A summary leaves the address out.
          const customer = row.Addresses == null ? await whole(row.Code, signal) : row;
          if (customer) page.push({ customerNo: customer.Code, values: valuesOf(customer) });
        }
        yield page;
      }
    },
    create: (customerNo, values) =>
      limited(async (signal) => {
        checkLengths(customerNo, values);
        if (await whole(customerNo, signal)) return 'exists';
        const customer = withValues({ Code: customerNo }, values);
        return refusedInWords(async () => {
          await books.api.write('POST', 'customers', customer, signal);
          return 'created' as const;
        });
      }),
    update: (customerNo, values, before) =>
      limited(async (signal) => {
        checkLengths(customerNo, values);
        const customer = await whole(customerNo, signal);
        if (!customer) return 'not_found';
        const is = valuesOf(customer);
        const fields = customerShapes
          .map(({ field }) => field)
          .filter((field) => values[field] !== undefined);
        if (fields.some((field) => (is[field] ?? '') !== (before[field] ?? ''))) return 'changed_meanwhile';
        if (fields.every((field) => is[field] === shown(field, values))) return 'updated';
        return refusedInWords(async () => {
          await books.api.write(
            'PUT',
            `customers/${segment(customerNo)}`,
            withValues(customer, values),
            signal,
          );
          return 'updated' as const;
        });
      }),
  };
}

const shown = (field: keyof CustomerValues, values: CustomerValues): string | undefined =>
  field === 'postalCode' && values.postalCode !== undefined
    ? standardPostcode(values.postalCode)
    : values[field];

/** Whoever calls has made the values fit; what does not is a mistake that KashFlow need not be asked about. */
function checkLengths(customerNo: string, values: CustomerValues): void {
  if (customerNo.length > CODE_LENGTH) {
    throw customerRefused(`the code ${customerNo} is longer than ${CODE_LENGTH} characters`);
  }
  for (const { field, title, length } of customerShapes) {
    const value = values[field] ?? '';
    if (length !== null && value.length > length) {
      const name = title.replace('KashFlow: ', '').toLowerCase();
      throw customerRefused(`its ${name} has ${value.length} characters, and ${length} fit`);
    }
  }
}

async function refusedInWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KashFlowRefusal) throw customerRefused(error.message);
    throw error;
  }
}
