/** Sage Pro's customers, written as a person decided: one row, in one transaction that first looks at what the row is now. */
import type { CustomerFieldShape, CustomerValues, LedgerCustomer } from '../../../../shared/customers.ts';
import { MatchbookError } from '../../../../shared/errors.ts';
import type { LedgerCustomerBook } from '../../port.ts';
import type { Row, SageConnection, SageTransaction } from '../connection/connection.ts';
import { Parameters, quoted } from '../connection/statement.ts';
import { type Cells, insertStatement } from '../posting/insert-row.ts';
import { keyEquals, trimmedKeyEquals } from '../posting/keys.ts';
import { stampAt, stampCells } from '../posting/receipt-row.ts';
import { changeOne } from '../posting/update-rows.ts';
import { textOf } from '../reading/cells.ts';
import { selectList } from '../reading/select-list.ts';
import { type TableProfile, tableSql } from '../schema/profile.ts';
import type { SageSchema } from '../schema/schema.ts';
import { customerColumns, customerShapes, isBlankInCustomer, unfillable } from './shape.ts';

const PAGE_ROWS = 1_000;

export function sageCustomerBook(
  connection: SageConnection,
  readSchema: () => Promise<SageSchema>,
  now: () => Date,
): LedgerCustomerBook {
  const table = async (): Promise<TableProfile> => (await readSchema()).table('arcust');
  return {
    fields: async (): Promise<readonly CustomerFieldShape[]> => customerShapes(await table()),
    numberLength: async () => (await table()).columns.get('custno')?.length ?? 6,
    read: async function* (signal) {
      const schema = await readSchema();
      const arcust = schema.table('arcust');
      const text = `SELECT ${selectOf(arcust)} FROM ${tableSql(arcust)}`;
      let page: LedgerCustomer[] = [];
      for await (const row of connection.stream({ text, parameters: [] }, signal, schema.snapshotReads)) {
        const customerNo = textOf(row, 'custno');
        if (customerNo === '') continue;
        page.push({ customerNo, values: valuesOf(arcust, row) });
        if (page.length >= PAGE_ROWS) {
          yield page;
          page = [];
        }
      }
      if (page.length > 0) yield page;
    },
    create: async (customerNo, values) => {
      const arcust = await table();
      const blocking = unfillable(arcust);
      if (blocking.length > 0) throw cannotCreate(blocking);
      const { settings } = connection;
      const created = await connection.transaction(async (transaction) => {
        if ((await locked(transaction, arcust, customerNo)).length > 0) return undefined;
        const stamp = stampAt(now(), settings.timeZone, settings.postingUser);
        const cells: Cells = {
          ...stampCells(stamp),
          entered: { kind: 'date', date: stamp.day },
          ...Object.fromEntries(
            customerColumns(arcust).map(({ field, key }) => [
              key,
              { kind: 'text' as const, text: values[field] ?? '' },
            ]),
          ),
          custno: { kind: 'key', raw: await paddedAsOthers(transaction, arcust, customerNo) },
        };
        await changeOne(transaction, insertStatement(arcust, cells, isBlankInCustomer));
        return true;
      });
      return created === true ? 'created' : 'exists';
    },
    update: async (customerNo, values, before) => {
      const arcust = await table();
      let outcome: 'updated' | 'changed_meanwhile' | 'not_found' = 'updated';
      await connection.transaction(async (transaction) => {
        const [row, second] = await locked(transaction, arcust, customerNo);
        if (!row || second) {
          outcome = 'not_found';
          return undefined;
        }
        const is = valuesOf(arcust, row);
        const columns = customerColumns(arcust).filter(({ field }) => values[field] !== undefined);
        if (columns.some(({ field }) => (is[field] ?? '') !== (before[field] ?? ''))) {
          outcome = 'changed_meanwhile';
          return undefined;
        }
        if (columns.length === 0) return undefined;
        const parameters = new Parameters();
        const sets = columns.map(
          ({ field, column }) => `${quoted(column.name)} = ${parameters.text(values[field] ?? '', column)}`,
        );
        const custno = arcust.columns.get('custno');
        if (!custno) throw new RangeError('arcust without custno');
        await changeOne(transaction, {
          text: `UPDATE ${tableSql(arcust)} SET ${sets.join(', ')} WHERE ${quoted(custno.name)} = ${parameters.text(String(row.custno ?? ''), custno)}`,
          parameters: parameters.list,
        });
        return true;
      });
      return outcome;
    },
  };
}

function selectOf(arcust: TableProfile): string {
  return selectList(arcust, ['custno', ...customerColumns(arcust).map(({ key }) => key)]);
}

function valuesOf(arcust: TableProfile, row: Row): CustomerValues {
  return Object.fromEntries(customerColumns(arcust).map(({ field, key }) => [field, textOf(row, key)]));
}

async function locked(
  transaction: SageTransaction,
  arcust: TableProfile,
  customerNo: string,
): Promise<readonly Row[]> {
  const custno = arcust.columns.get('custno');
  if (!custno) throw new RangeError('arcust without custno');
  const ask = (condition: (parameters: Parameters) => string): Promise<readonly Row[]> => {
    const parameters = new Parameters();
    const where = condition(parameters);
    return transaction.rows({
      text: `SELECT ${selectOf(arcust)} FROM ${tableSql(arcust)} WITH (UPDLOCK) WHERE ${where}`,
      parameters: parameters.list,
    });
  };
  const exact = await ask((parameters) => keyEquals(custno, customerNo, parameters));
  return exact.length > 0 ? exact : ask((parameters) => trimmedKeyEquals(custno, customerNo, parameters));
}

/** Keys are padded on the left at some sites: a new one has to sort and be found like the rest. */
async function paddedAsOthers(
  transaction: SageTransaction,
  arcust: TableProfile,
  customerNo: string,
): Promise<string> {
  const custno = arcust.columns.get('custno');
  const width = custno?.length ?? 0;
  if (!custno || width <= 0) return customerNo;
  const name = quoted(custno.name);
  const text = `SELECT TOP 1 ${name} AS [custno] FROM ${tableSql(arcust)} WHERE LEN(LTRIM(RTRIM(${name}))) < ${width} ORDER BY ${name} DESC`;
  const [row] = await transaction.rows({ text, parameters: [] });
  return String(row?.custno ?? '').startsWith(' ') ? customerNo.padStart(width) : customerNo;
}

function cannotCreate(columns: readonly string[]): MatchbookError {
  return new MatchbookError('CUSTOMER_CANNOT_BE_CREATED', {
    happened: `A new customer must have a value in ${columns.join(', ')}, which only your firm can give.`,
    kept: 'Nothing was written.',
    todo: 'Have the column given a default, or create the customer in Sage Pro; it is linked here by itself.',
  });
}
