/** Which items are of one customer, and whether they all say the same about it. */
import type { OpenItem } from '../../shared/model.ts';
import type { CustomerTable } from './customer-table.ts';
import { TextCodes } from './text-codes.ts';

export class ItemCustomers {
  private readonly numbers: TextCodes;
  /** By code: name and email of the item that was met first, and whether another one has others. */
  private readonly names: string[] = [];
  private readonly emails: (string | null)[] = [];
  private readonly differ: boolean[] = [];

  constructor(items: number) {
    this.numbers = new TextCodes(items);
  }

  note(item: number, it: OpenItem): void {
    const code = this.numbers.put(item, it.customerNo);
    if (code === this.names.length) {
      this.names.push(it.customerName);
      this.emails.push(it.customerEmail);
      this.differ.push(false);
    } else if (this.names[code] !== it.customerName || this.emails[code] !== it.customerEmail) {
      this.differ[code] = true;
    }
  }

  /**
   * Makes the customers known in the order of the items, and puts the code of each item's into `customerOf`. When a
   * customer's items all say the same, only the first is asked: the others would add nothing.
   */
  learnInto(customers: CustomerTable, items: readonly OpenItem[], customerOf: Int32Array): void {
    const known = new Int32Array(this.names.length).fill(-1);
    for (let item = 0; item < items.length; item++) {
      const own = this.numbers.of(item);
      if (known[own] === -1 || this.differ[own]) known[own] = customers.learnItem(items[item] as OpenItem);
      customerOf[item] = known[own] as number;
    }
  }
}
