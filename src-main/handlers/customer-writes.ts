/** Writes what a person decided about one customer: into the ledger, to the gateway, or both, each side looked at first. */
import type { CallArguments } from '../../shared/api.ts';
import type { CustomerValues } from '../../shared/customers.ts';
import { countryHabits, fitValues } from '../customers/index.ts';
import type { Company } from '../workspace/company.ts';
import {
  type BothBooks,
  customerFault,
  customerPolicyOf,
  onceFor,
  only,
  type PairedCustomer,
} from '../workspace/customer-book.ts';

type Wish = CallArguments<'customers.apply'>;

/** What was done, as a sentence without who did it. Each side is stored as it was answered, so that a failure later loses nothing. */
export async function writeCustomer(
  company: Company,
  books: BothBooks,
  found: PairedCustomer,
  wish: Wish,
): Promise<string> {
  assertAllowed(company, wish);
  assertAsShown(found, wish);
  const done: string[] = [];
  if (wish.toLedger.length > 0) done.push(await toLedger(company, books, found, wish));
  if (wish.toGateway.length > 0) done.push(await toGateway(company, books, found, wish));
  return done.join(' and ');
}

async function toLedger(
  company: Company,
  { ledger }: BothBooks,
  { connectionId, pair, ledger: there }: PairedCustomer,
  wish: Wish,
): Promise<string> {
  if (!ledger || !pair) throw nothingToWrite();
  const values = only(
    fitValues(pair.gateway.values, ledger.shapes, countryHabits(company.store.customers.ledger())).values,
    wish.toLedger,
  );
  if (there) {
    const outcome = await ledger.book.update(there.customerNo, values, only(there.values, wish.toLedger));
    if (outcome !== 'updated') throw changed(`Customer ${there.customerNo}`);
    company.store.customers.saveLedger({ ...there, values: { ...there.values, ...values } });
    return `wrote ${listed(wish.toLedger)} of ${there.customerNo} to the ledger`;
  }
  const number = (wish.newNumber ?? '').toUpperCase();
  const longest = await ledger.book.numberLength(AbortSignal.timeout(30_000));
  if (number === '' || number.length > longest) {
    throw customerFault(
      'CUSTOMER_NUMBER_LONG',
      `A customer number has 1 to ${longest} characters in this ledger.`,
      'Give a number of that length.',
    );
  }
  const outcome = await ledger.book.create(number, values);
  if (outcome === 'exists' && !(await isOurs(ledger.book, number, values))) {
    throw customerFault(
      'CUSTOMER_NUMBER_TAKEN',
      `There is a customer ${number} in the ledger already.`,
      'Choose another number, or link them if they are the same.',
    );
  }
  company.store.transact(() => {
    company.store.customers.saveLedger({ customerNo: number, values });
    company.store.customers.link(
      { connectionId, externalId: pair.gateway.externalId, customerNo: number },
      company.settings().app.userName,
    );
  });
  return `created ${values.name ?? number} in the ledger as ${number}`;
}

/** After an unknown outcome the customer may be there from the first attempt: then it holds exactly what was to be written. */
async function isOurs(
  book: NonNullable<BothBooks['ledger']>['book'],
  number: string,
  values: CustomerValues,
): Promise<boolean> {
  for await (const page of book.read(AbortSignal.timeout(60_000))) {
    const there = page.find(({ customerNo }) => customerNo.toUpperCase() === number);
    if (there)
      return Object.entries(values).every(
        ([field, text]) => there.values[field as keyof CustomerValues] === text,
      );
  }
  return false;
}

async function toGateway(
  company: Company,
  { gateway }: BothBooks,
  { connectionId, pair, ledger }: PairedCustomer,
  wish: Wish,
): Promise<string> {
  if (!gateway || !ledger) throw nothingToWrite();
  const { title } = company.store.connections.get(connectionId);
  const values = only(fitValues(ledger.values, gateway.fields).values, wish.toGateway);
  const once = onceFor([connectionId, pair?.gateway ?? null, ledger.customerNo, values]);
  const answered = pair
    ? await gateway.update(pair.gateway.externalId, values, once)
    : await gateway.create(values, ledger.customerNo, once);
  company.store.transact(() => {
    company.store.customers.saveGateway(connectionId, answered);
    if (!pair) {
      company.store.customers.link(
        { connectionId, externalId: answered.externalId, customerNo: ledger.customerNo },
        company.settings().app.userName,
      );
    }
  });
  return pair ? `wrote ${listed(wish.toGateway)} to ${title}` : `created ${ledger.customerNo} at ${title}`;
}

function assertAllowed(company: Company, { toLedger: one, toGateway: other }: Wish): void {
  const policy = customerPolicyOf(company);
  if (one.length + other.length === 0) throw nothingToWrite();
  if ((one.length > 0 && !policy.toLedger) || (other.length > 0 && !policy.toGateway)) {
    throw customerFault(
      'CUSTOMERS_WRITING_OFF',
      `Writing customers to the ${one.length > 0 && !policy.toLedger ? 'ledger' : 'gateway'} is turned off.`,
      'Turn it on at the top of the Customers screen, if that is what your firm wants.',
    );
  }
}

function assertAsShown(
  { pair, ledger }: PairedCustomer,
  { shown, toLedger: one, toGateway: other }: Wish,
): void {
  const differs = (is: CustomerValues, was: CustomerValues): boolean =>
    [...one, ...other].some((field) => (is[field] ?? '') !== (was[field] ?? ''));
  if (differs(pair?.gateway.values ?? {}, shown.gateway)) throw changed('The customer at the gateway');
  if (differs(ledger?.values ?? {}, shown.ledger)) throw changed('The customer in the ledger');
}

const changed = (who: string) =>
  customerFault(
    'CUSTOMER_CHANGED',
    `${who} is not as it was shown: somebody changed it meanwhile.`,
    'Read the customers again, and look at the fields anew.',
  );

const nothingToWrite = () =>
  customerFault(
    'CUSTOMER_UNKNOWN',
    'There is nothing to write for this customer.',
    'Choose the fields to write.',
  );

const FIELD_WORDS: Readonly<Record<string, string>> = {
  address1: 'address',
  address2: 'address',
  address3: 'address',
  postalCode: 'postal code',
};

function listed(fields: readonly string[]): string {
  const words = [...new Set(fields.map((field) => FIELD_WORDS[field] ?? field))];
  return words.length === 1 ? `the ${words[0]}` : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
