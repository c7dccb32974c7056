/** Collects the transactions of a set with what is right about each, and writes both files. */
import type { Bill, Ledger, Party } from './ledger.ts';
import type { Random } from './random.ts';
import type { Allocated, BenchSet, TransactionRow, Truth } from './truth.ts';
import type { Fields } from './wordings.ts';

const GATEWAYS = ['stripe', 'paytrace', 'opayo', 'wooshpay'];
const COLUMNS =
  'id,gateway,kind,status,occurred_at,currency,amount,fee,payer_name,payer_email,customer_ref,description,order_id,related_id,payout_id,metadata';

export type Known = Partial<Omit<Truth, 'id' | 'category' | 'accept'>>;

export class SetBuilder {
  readonly random: Random;
  readonly ledger: Ledger;
  readonly home: string;
  readonly rows: TransactionRow[] = [];
  readonly truths: Truth[] = [];
  private readonly pool: Bill[];
  private readonly poCounts = new Map<string, number>();
  readonly numbers = new Map<string, Bill>();

  constructor(random: Random, ledger: Ledger) {
    this.random = random;
    this.ledger = ledger;
    this.home = ledger.style === 'us' ? 'USD' : 'GBP';
    this.pool = random.shuffle(
      ledger.bills.filter((bill) => bill.balance > 0 && bill.currency === this.home),
    );
    for (const bill of ledger.bills) {
      this.numbers.set(bill.number, bill);
      if (bill.po !== '') this.poCounts.set(bill.po, (this.poCounts.get(bill.po) ?? 0) + 1);
    }
  }

  /** An open invoice in the company's currency that no transaction is about yet; undefined when there is none left. */
  take(fits: (bill: Bill) => boolean = () => true): Bill | undefined {
    for (let i = this.pool.length - 1, tries = 0; i >= 0 && tries < 400; i--) {
      const bill = this.pool[i] as Bill;
      if (bill.used) {
        this.pool.splice(i, 1);
        continue;
      }
      tries++;
      if (!fits(bill)) continue;
      bill.used = true;
      return bill;
    }
    return undefined;
  }

  uniquePo(bill: Bill): boolean {
    return bill.po !== '' && this.poCounts.get(bill.po) === 1;
  }

  openOf(party: Party): Bill[] {
    return party.invoices.filter((bill) => bill.balance > 0 && bill.currency === this.home);
  }

  pay(
    category: string,
    amount: number,
    fields: Fields,
    minute: number,
    accept: readonly Allocated[],
    known: Known,
    over: Partial<TransactionRow> = {},
  ): TransactionRow {
    const id = `${category.slice(0, 3)}_${this.random.int(10_000, 99_999)}x${this.rows.length}`;
    const row: TransactionRow = {
      id,
      gateway: this.random.pick(GATEWAYS),
      kind: 'payment',
      status: 'succeeded',
      minute,
      currency: this.home,
      amount,
      fee: Math.round(amount * 0.029) + 30,
      related_id: '',
      payout_id: '',
      ...fields,
      ...over,
    };
    this.rows.push(row);
    this.truths.push({
      id,
      category,
      clear: known.clear ?? false,
      resolvable: known.resolvable ?? false,
      neverReady: known.neverReady ?? false,
      accept,
      flag: known.flag ?? null,
    });
    return row;
  }

  finish(seed: number): BenchSet {
    const items = this.random.shuffle([...this.ledger.bills]).map((bill) => {
      const { party } = bill;
      const date = dateText(bill.day);
      const due = dateText(bill.day + 30);
      return [
        bill.kind,
        bill.number,
        party.no,
        party.name,
        party.email ?? '',
        bill.po,
        bill.order,
        date,
        due,
        bill.currency,
        decimal(bill.original),
        decimal(bill.balance),
      ]
        .map(quoted)
        .join(',');
    });
    const rows = this.random
      .shuffle([...this.rows])
      .map((row) =>
        [
          row.id,
          row.gateway,
          row.kind,
          row.status,
          instantText(row.minute),
          row.currency,
          decimal(row.amount),
          decimal(row.fee),
          row.payer_name,
          row.payer_email,
          row.customer_ref,
          row.description,
          row.order_id,
          row.related_id,
          row.payout_id,
          Object.keys(row.metadata).length > 0 ? JSON.stringify(row.metadata) : '',
        ]
          .map(quoted)
          .join(','),
      );
    const header =
      'kind,number,customer_no,customer_name,customer_email,po_number,order_no,date,due_date,currency,original,balance';
    return {
      seed,
      openItemsCsv: `${header}\n${items.join('\n')}\n`,
      transactionsCsv: `${COLUMNS}\n${rows.join('\n')}\n`,
      truths: new Map(this.truths.map((truth) => [truth.id, truth])),
    };
  }
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const decimal = (minor: number) => (minor / 100).toFixed(2);
const dateText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const instantText = (minute: number) => new Date(minute * 60_000).toISOString().replace('.000', '');
