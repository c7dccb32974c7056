import type { CustomerDetail, CustomerKey, CustomerRow, Handlers } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import type { FixtureState } from './fixture-state.ts';

const NAMES = [
  'Blue Harbour Ltd',
  'Reed & Sons',
  'Copper Tools Co',
  'Orchard Joinery',
  'Falcon Logistics Ltd',
  'Quarry Motors',
];
const SHOWS = ['confirm', 'different', 'same', 'only_gateway', 'only_ledger'] as const;

/** Customers of every kind, and one detail that has every kind of difference. */
export function createCustomerHandlers(
  state: FixtureState,
): Pick<Handlers, Extract<keyof Handlers, `customers.${string}`>> {
  const connectionId = (): ConnectionId =>
    state.status.connections.find(({ kind }) => kind === 'gateway')?.id ?? ConnectionId.parse('stripe-1');
  let policy = { toLedger: false, toGateway: false };
  let applied = new Set<string>();
  const rows = (): CustomerRow[] =>
    Array.from({ length: 240 }, (_one, at): CustomerRow => {
      const show = SHOWS[at % SHOWS.length] ?? 'same';
      const name = `${NAMES[at % NAMES.length]} ${at + 1}`;
      const inGateway = show !== 'only_ledger';
      const inLedger = show !== 'only_gateway' && !(show === 'confirm' && at % 2 === 0);
      return {
        key: {
          connectionId: connectionId(),
          externalId: inGateway ? `cus_${at}` : null,
          customerNo: inLedger ? `CUST${String(at).padStart(2, '0')}` : null,
        },
        show: applied.has(`cus_${at}`) ? 'same' : show,
        gatewayTitle: 'Stripe',
        gatewayName: inGateway ? name : null,
        gatewayEmail: inGateway ? `accounts@customer${at}.example` : null,
        ledgerName: inLedger ? name : null,
        certainty: show === 'confirm' ? (inLedger ? 'likely' : 'open') : 'sure',
        differing: show === 'different' ? 2 : 0,
      };
    });
  const detail = (key: CustomerKey): CustomerDetail => {
    const row = rows().find(
      (it) =>
        it.key.externalId === key.externalId &&
        (key.externalId !== null || it.key.customerNo === key.customerNo),
    );
    if (!row) throw new Error('The fixture has no such customer.');
    const there = row.key.customerNo !== null;
    const here = row.key.externalId !== null;
    const field = (
      name: CustomerDetail['fields'][number]['field'],
      gateway: string | null,
      ledger: string | null,
      is: CustomerDetail['fields'][number]['is'],
    ): CustomerDetail['fields'][number] => ({
      field: name,
      gateway: here ? gateway : null,
      ledger: there ? ledger : ledger === null ? null : '',
      is: there && here ? is : here ? 'only_gateway' : 'only_ledger',
      asWrittenToLedger: ledger === null ? null : (gateway?.slice(0, 30) ?? null),
      asWrittenToGateway: gateway === null ? null : ledger,
    });
    return {
      row,
      evidence: [
        'The same email address, accounts@customer.example.',
        '3 payments of theirs were posted to CUST01.',
      ],
      fields: [
        field('name', row.gatewayName, row.ledgerName ?? row.gatewayName, 'same'),
        field('contact', null, 'Dana Reed', 'no_place'),
        field('email', 'accounts@customer.example', 'accounts@customer.example', 'same'),
        field('phone', '+1 212 555 0100', '212-555-0188', row.show === 'same' ? 'same' : 'different'),
        field(
          'address1',
          '1054 Industrial Road, Building 7',
          '1054 Industrial Road',
          row.show === 'same' ? 'same' : 'different',
        ),
        field('city', 'Knoxville', 'Knoxville', 'same'),
        field('country', 'US', 'USA', 'same'),
      ],
      notesToLedger: ['The address is cut to the 30 characters of arcust.address1.'],
      notesToGateway: ['There is no place for the contact ("Dana Reed").'],
      ledgerShapes: [],
      ledgerWritable: true,
      gatewayWritable: true,
      proposedNumber: there ? null : 'BLUE07',
      numberLength: 6,
    };
  };
  return {
    'customers.list': async ({ show, search, cursor, limit }) => {
      const all = rows().filter(({ gatewayName, ledgerName }) =>
        `${gatewayName} ${ledgerName}`.toLowerCase().includes(search.toLowerCase()),
      );
      const found = all.filter((row) => show === null || row.show === show);
      const from = Number(cursor ?? 0);
      const counts = Object.fromEntries(
        SHOWS.map((name) => [name, all.filter((row) => row.show === name).length]),
      ) as Record<CustomerRow['show'], number>;
      return {
        rows: found.slice(from, from + limit),
        nextCursor: from + limit < found.length ? String(from + limit) : null,
        total: found.length,
        counts,
        readAt: Instant.parse('2026-05-14T09:00:00Z'),
        policy,
        supported: true,
      };
    },
    'customers.read': async () => ({ gateway: 192, ledger: 230 }),
    'customers.detail': async (key) => detail(key),
    'customers.link': async ({ connectionId: id, externalId }) =>
      detail({ connectionId: id, externalId, customerNo: null }),
    'customers.apply': async ({ key }) => {
      applied = new Set([...applied, key.externalId ?? '']);
      return { sentence: 'Wrote the phone of CUST01 to the ledger.', detail: detail(key) };
    },
    'customers.savePolicy': async (next) => {
      policy = next;
      return policy;
    },
  };
}
