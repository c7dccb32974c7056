/** The Customers screen: read, paired, linked, and written as decided. */
import * as z from 'zod';
import {
  type CallArguments,
  type CustomerKey,
  type CustomerRow,
  CustomerShow,
  type Handlers,
} from '../../shared/api.ts';
import type { Company } from '../workspace/company.ts';
import {
  bothBooks,
  customerPolicyOf,
  mayKeepCustomers,
  pairedCustomers,
  readCustomers,
  saveCustomerPolicy,
} from '../workspace/customer-book.ts';
import { customerDetail, customerRow, findPair } from './customer-views.ts';
import { writeCustomer } from './customer-writes.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';

type CustomerHandlers = Pick<Handlers, Extract<keyof Handlers, `customers.${string}`>>;

const MOST_READ_MS = 10 * 60_000;

export function customerHandlers(hand: Hand): CustomerHandlers {
  const detailOf = async (company: Company, key: CustomerKey) =>
    customerDetail(company, findPair(company, key), await bothBooks(company, key.connectionId));
  const audited = (
    company: Company,
    action: string,
    key: CustomerKey,
    sentence: string,
    detail: Readonly<Record<string, unknown>>,
  ): void => {
    company.store.audit.append({
      actor: userOf(company),
      action,
      subjectKind: 'customer',
      subjectId: key.customerNo ?? key.externalId ?? '',
      sentence: `${userOf(company)} ${sentence}.`,
      detail,
    });
    company.emit({ type: 'changed', topics: ['history'] });
  };

  return {
    'customers.list': async ({ show, search, sort, descending, cursor, limit }) => {
      const { company } = hand.session();
      const ledger = await company.ledger();
      const shapes = (await ledger.customerBook?.fields(AbortSignal.timeout(30_000))) ?? [];
      const rows = pairedCustomers(company).map((one) => customerRow(company, one, shapes));
      const counts = Object.fromEntries(CustomerShow.options.map((name) => [name, 0])) as Record<
        CustomerShow,
        number
      >;
      const words = search.toLowerCase().split(/\s+/).filter(Boolean);
      const found = rows.filter((row) => {
        const text = `${row.gatewayName} ${row.gatewayEmail} ${row.ledgerName} ${row.key.customerNo} ${row.key.externalId}`;
        if (!words.every((word) => text.toLowerCase().includes(word))) return false;
        counts[row.show] += 1;
        return show === null || row.show === show;
      });
      found.sort((a, b) => compareRows(a, b, sort) * (descending ? -1 : 1));
      const from = cursor === null ? 0 : z.coerce.number().int().min(0).parse(cursor);
      return {
        rows: found.slice(from, from + limit),
        total: found.length,
        nextCursor: from + limit < found.length ? String(from + limit) : null,
        counts,
        readAt: company.store.customers.readAt(),
        policy: customerPolicyOf(company),
        supported: ledger.customerBook !== undefined && (await mayKeepCustomers(company)),
      };
    },
    'customers.read': async () => readCustomers(hand.session().company, AbortSignal.timeout(MOST_READ_MS)),
    'customers.detail': async (key) => detailOf(hand.session().company, key),
    'customers.link': async ({ connectionId, externalId, customerNo }) => {
      const { company } = hand.session();
      const before = findPair(company, { connectionId, externalId, customerNo: null });
      const key = { connectionId, externalId, customerNo };
      const name = before.pair?.gateway.values.name || externalId;
      company.store.transact(() => {
        company.store.customers.link(key, userOf(company));
        audited(
          company,
          'customer.linked',
          key,
          customerNo === null
            ? `said that ${name} is nobody of the ledger`
            : `linked ${name} to customer ${customerNo}`,
          { ...key, before: before.ledger?.customerNo ?? null },
        );
      });
      return detailOf(company, key);
    },
    'customers.apply': async (wish) => {
      const { company } = hand.session();
      const { key } = wish;
      const books = await bothBooks(company, key.connectionId);
      const found = findPair(company, key);
      const sentence = await writeCustomer(company, books, found, wish);
      const now = pairedCustomers(company).find(({ pair, ledger }) =>
        pair && found.pair
          ? pair.gateway.externalId === found.pair.gateway.externalId
          : ledger?.customerNo === key.customerNo && pair !== null,
      );
      audited(company, 'customer.written', key, sentence, { wish, before: found });
      return {
        sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
        detail: await customerDetail(company, now ?? found, books),
      };
    },
    'customers.savePolicy': async (policy) => {
      const { company } = hand.session();
      const before = customerPolicyOf(company);
      company.store.transact(() => {
        saveCustomerPolicy(company, policy);
        const to = [policy.toLedger ? 'to the ledger' : '', policy.toGateway ? 'to the gateway' : ''].filter(
          Boolean,
        );
        audited(
          company,
          'customers.policy',
          {
            connectionId: company.store.connections.ledger()?.id ?? ('' as CustomerKey['connectionId']),
            externalId: null,
            customerNo: null,
          },
          to.length === 0
            ? 'turned the writing of customers off'
            : `allowed customers to be written ${to.join(' and ')}`,
          { before, after: policy },
        );
      });
      return customerPolicyOf(company);
    },
  };
}

type Order = CallArguments<'customers.list'>['sort'];

const STATES: readonly CustomerShow[] = ['confirm', 'different', 'only_gateway', 'only_ledger', 'same'];

function compareRows(a: CustomerRow, b: CustomerRow, by: Order): number {
  const name = (row: CustomerRow): string => (row.gatewayName || row.ledgerName || '').toLowerCase();
  const keys = {
    name: (): number => 0,
    number: (): number => compareTexts(a.key.customerNo ?? '', b.key.customerNo ?? ''),
    state: (): number => STATES.indexOf(a.show) - STATES.indexOf(b.show),
    differing: (): number => a.differing - b.differing,
  };
  return (
    keys[by]() ||
    compareTexts(name(a), name(b)) ||
    compareTexts(a.key.externalId ?? a.key.customerNo ?? '', b.key.externalId ?? b.key.customerNo ?? '')
  );
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
