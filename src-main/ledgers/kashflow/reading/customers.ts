/**
 * Customers, by code. The list gives summaries; whether one is on hold is a custom tick box of the firm's own (KashFlow has no
 * hold), which is read customer by customer, and only for those who owe something.
 */
import type { Customer } from '../../../../shared/model.ts';
import { type KashFlowApi, segment } from '../api/client.ts';
import { KashFlowCustomer } from '../api/shapes.ts';

export class Customers {
  readonly #api: KashFlowApi;
  readonly #holdTickBox: string;
  #byCode = new Map<string, Customer>();

  constructor(api: KashFlowApi, holdTickBox: string) {
    this.#api = api;
    this.#holdTickBox = holdTickBox;
  }

  async *pages(signal: AbortSignal): AsyncGenerator<readonly Customer[]> {
    const seen = new Map<string, Customer>();
    for await (const rows of this.summaries(signal)) {
      const customers: Customer[] = [];
      for (const row of rows) customers.push(await this.#customerOf(row, signal));
      for (const customer of customers) seen.set(customer.customerNo, customer);
      yield customers;
    }
    this.#byCode = seen;
  }

  /** Without holds: what a list of open items needs. */
  async refresh(signal: AbortSignal): Promise<void> {
    const seen = new Map<string, Customer>();
    for await (const rows of this.summaries(signal)) {
      for (const row of rows) seen.set(row.Code, described(row, false));
    }
    this.#byCode = seen;
  }

  byCode(code: string): Customer | undefined {
    return this.#byCode.get(code);
  }

  /** As it stands now; null when there is none. */
  async find(code: string, signal: AbortSignal): Promise<KashFlowCustomer | null> {
    if (code.trim() === '') return null;
    return this.#api.find(`customers/${segment(code)}`, KashFlowCustomer, signal);
  }

  summaries(signal: AbortSignal): AsyncGenerator<KashFlowCustomer[]> {
    const query = { sortby: 'Code', order: 'Asc' };
    return this.#api.pages('customers', query, KashFlowCustomer, ({ Code }) => Code, signal);
  }

  async #customerOf(row: KashFlowCustomer, signal: AbortSignal): Promise<Customer> {
    if (this.#holdTickBox === '') return described(row, false);
    const whole =
      row.CustomCheckBoxes == null && row.OutstandingBalance !== 0
        ? ((await this.find(row.Code, signal)) ?? row)
        : row;
    const wanted = this.#holdTickBox.toLowerCase();
    const box = (whole.CustomCheckBoxes ?? []).find(({ Name }) => Name.trim().toLowerCase() === wanted);
    return described(row, /^(true|1|yes|on)$/i.test(box?.Value?.trim() ?? ''));
  }
}

function described(row: KashFlowCustomer, onCreditHold: boolean): Customer {
  return {
    customerNo: row.Code,
    name: row.Name?.trim() || row.Code,
    email: row.Email?.trim() || row.Contacts?.[0]?.Email?.trim() || null,
    phone: row.TelephoneNumber?.trim() || null,
    onCreditHold,
  };
}
