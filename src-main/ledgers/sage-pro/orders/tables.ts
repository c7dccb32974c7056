/**
 * The tables of sales orders and articles: somast, sotran, soaddr, icitem, iciloc. Seen in sites' queries: somast (sono, custno, ordate,
 * ordamt, shpamt, sostat V = void, sotype B = bid, ponum, adddate, salesmn, shipchg), sotran (sono, custno, item, loctid, qtyord,
 * origqtyord, rqdate, cost, umeasur, sostat), soaddr (sono), icitem and iciloc (item, itmdesc, loctid, lonhand, lsoaloc). The rest follows
 * from the FoxPro edition and is filled where it is there.
 */
import type { SageConnection } from '../connection/connection.ts';
import {
  CHAR_TYPES,
  DATE_TYPES,
  isServerFilled,
  NUMBER_TYPES,
  profileNamed,
  type TableProfile,
} from '../schema/profile.ts';
import { readCatalog } from '../schema/read-catalog.ts';
import type { SageSchema } from '../schema/schema.ts';

export interface OrderTables {
  readonly somast: TableProfile;
  readonly sotran: TableProfile;
  readonly soaddr: TableProfile | null;
  readonly icitem: TableProfile | null;
  readonly iciloc: TableProfile | null;
}

export interface FoundOrderTables {
  readonly tables: Partial<Record<keyof OrderTables, TableProfile>>;
  /** Sentences; empty when orders can be written. */
  readonly reasons: readonly string[];
}

const NEEDED = {
  somast: {
    sono: CHAR_TYPES,
    custno: CHAR_TYPES,
    ordate: DATE_TYPES,
    ordamt: NUMBER_TYPES,
    sostat: CHAR_TYPES,
  },
  sotran: { sono: CHAR_TYPES, custno: CHAR_TYPES, item: CHAR_TYPES, qtyord: NUMBER_TYPES },
} as const;

/** Filled by posting/rows.ts, or left blank because Sage Pro itself writes an empty value there. */
const KNOWN: Readonly<Record<'somast' | 'sotran' | 'soaddr', readonly string[]>> = {
  somast:
    'sono custno ordate sostat sotype ponum ordamt shpamt invamt shipchg salesmn terr pterms pdisc pdays pnet notes tax taxrate discount disamt adduser adddate addtime lckstat lckuser lckdate lcktime shipvia fob currency exrat defloc loctid'.split(
      ' ',
    ),
  sotran:
    'sono custno tranlineno item descrip loctid umeasur sostat rqdate qtyord origqtyord qtyshp cost price extprice disc taxable glsale sotype ordate adduser adddate addtime'.split(
      ' ',
    ),
  soaddr:
    'sono custno adtype company address1 address2 address3 city state zip country phone contact adduser adddate addtime'.split(
      ' ',
    ),
};

export async function findOrderTables(
  connection: SageConnection,
  schema: SageSchema,
): Promise<FoundOrderTables> {
  const { catalog } = await readCatalog(connection, ['so', 'ic']);
  const { suffix } = schema.profile;
  const tables: Partial<Record<keyof OrderTables, TableProfile>> = {};
  for (const key of ['somast', 'sotran', 'soaddr', 'icitem', 'iciloc'] as const) {
    const found = profileNamed(key, suffix, catalog);
    if (found) tables[key] = found;
  }
  return { tables, reasons: [...missing(tables), ...unfillable(tables)] };
}

function missing(tables: FoundOrderTables['tables']): string[] {
  return (['somast', 'sotran'] as const).flatMap((key) => {
    const table = tables[key];
    if (!table) return [`The table ${key} is missing.`];
    if (table.isView) return [`${table.name} is a view: Matchbook does not write through views.`];
    return Object.entries(NEEDED[key]).flatMap(([name, kinds]) => {
      const column = table.columns.get(name);
      if (!column) return [`The table ${table.name} has no column ${name}.`];
      return kinds.has(column.type) ? [] : [`${table.name}.${column.name} is of another kind than expected.`];
    });
  });
}

function unfillable(tables: FoundOrderTables['tables']): string[] {
  return (['somast', 'sotran', 'soaddr'] as const).flatMap((key) => {
    const table = tables[key];
    if (!table) return [];
    return [...table.columns].flatMap(([name, column]) =>
      column.nullable || column.hasDefault || isServerFilled(column) || KNOWN[key].includes(name)
        ? []
        : [
            `${table.name}.${column.name} must have a value, has no default, and is a column of your firm’s own.`,
          ],
    );
  });
}

export function isBlankInOrder(key: string): boolean {
  return Object.values(KNOWN).some((columns) => columns.includes(key));
}
