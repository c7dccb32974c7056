import { describe, expect, it } from 'vitest';
import { judgeSchema } from '../../src-main/ledgers/sage-pro/schema/abilities.ts';
import { chooseMarkerColumn } from '../../src-main/ledgers/sage-pro/schema/marker-column.ts';
import {
  buildProfile,
  type Catalog,
  type CatalogColumn,
  describeType,
  type TableProfile,
} from '../../src-main/ledgers/sage-pro/schema/profile.ts';
import { SageProSettings } from '../../src-main/ledgers/sage-pro/settings.ts';

function column(
  schema: string,
  table: string,
  name: string,
  type: string,
  more: Partial<CatalogColumn> = {},
): CatalogColumn {
  const length = /\((\d+)\)/.exec(type)?.[1];
  const base = type.replace(/\(.*/, '');
  return {
    schema,
    table,
    name,
    type: base,
    length: base.includes('char') ? Number(length) : null,
    precision: base === 'numeric' ? 12 : null,
    scale: base === 'numeric' ? 2 : null,
    nullable: false,
    hasDefault: false,
    identity: false,
    computed: false,
    collation: null,
    ...more,
  };
}

const COLUMNS: Record<string, string> = {
  arcust: 'custno char(6), company char(35)',
  armast:
    'invno char(10), custno char(6), invdte datetime, artype char(1), arstat char(1), invamt numeric, paidamt numeric, balance numeric',
  arcash:
    'custno char(6), invno char(10), invdte datetime, dtepaid datetime, paidamt numeric, refno char(20)',
};

function tables(suffix: string, schema = 'dbo', upper = false): CatalogColumn[] {
  return Object.entries(COLUMNS).flatMap(([table, list]) =>
    list.split(', ').map((it) => {
      const [name = '', type = ''] = it.split(' ');
      const named = (text: string): string => (upper ? text.toUpperCase() : text);
      return column(schema, named(`${table}${suffix}`), named(name), type);
    }),
  );
}

const catalog = (columns: CatalogColumn[], views: string[] = []): Catalog => ({
  columns,
  views: new Set(views),
  triggers: [],
});
const names = (found: Catalog, wanted = 'auto', database = 'PRO01'): string[] =>
  [...buildProfile(found, database, wanted).tables.values()]
    .map(({ schema, name }) => `${schema}.${name}`)
    .sort();

describe('the tables of a company', () => {
  it('are found with and without a suffix, in any case', () => {
    expect(names(catalog(tables('')))).toEqual(['dbo.arcash', 'dbo.arcust', 'dbo.armast']);
    expect(names(catalog(tables('01')))).toEqual(['dbo.arcash01', 'dbo.arcust01', 'dbo.armast01']);
    expect(names(catalog(tables('01', 'dbo', true)))).toEqual([
      'dbo.ARCASH01',
      'dbo.ARCUST01',
      'dbo.ARMAST01',
    ]);
  });

  it('beside another company’s are those without a suffix, and the others are named', () => {
    const profile = buildProfile(catalog([...tables('02'), ...tables('')]), 'PRO01', 'auto');
    expect(profile.suffix).toBe('');
    expect(profile.alternatives).toContain('dbo.armast02');
  });

  it('of two companies with suffixes are those of the database’s number', () => {
    expect(names(catalog([...tables('02'), ...tables('01')]))).toEqual([
      'dbo.arcash01',
      'dbo.arcust01',
      'dbo.armast01',
    ]);
    expect(names(catalog([...tables('02'), ...tables('01')]), '02')).toEqual([
      'dbo.arcash02',
      'dbo.arcust02',
      'dbo.armast02',
    ]);
  });

  it('in dbo come before those of another schema, and tables before views', () => {
    const found = catalog([...tables('', 'report'), ...tables('')], []);
    expect(names(found)).toEqual(['dbo.arcash', 'dbo.arcust', 'dbo.armast']);
    const viewed = catalog([...tables('', 'site'), ...tables('')], ['dbo.armast']);
    expect(names(viewed)).toContain('site.armast');
  });

  it('that a suffix of the settings does not find are missing, never replaced', () => {
    expect(names(catalog(tables('01')), '07')).toEqual([]);
  });

  it('with columns that differ in case alone use Sage Pro’s own', () => {
    const columns = [...tables(''), column('dbo', 'armast', 'Balance', 'char(5)')];
    const armast = buildProfile(catalog(columns), 'PRO01', 'auto').tables.get('armast');
    expect(armast?.columns.get('balance')?.type).toBe('numeric');
  });

  it('that only look alike are left alone', () => {
    expect(names(catalog([...tables(''), column('dbo', 'armast_backup', 'invno', 'char(10)')]))).toHaveLength(
      3,
    );
  });
});

describe('what a schema allows', () => {
  const settings = SageProSettings.parse({});
  const judge = (columns: CatalogColumn[], more: Record<string, unknown> = {}) =>
    judgeSchema(buildProfile(catalog(columns), 'PRO01', 'auto'), SageProSettings.parse(more));

  it('is reading and posting with nothing but the columns that are known for sure', () => {
    expect(judge(tables(''))).toMatchObject({ canRead: true, canPost: true, canDistribute: false });
    expect(settings.postingMode).toBe('direct');
  });

  it.each([
    ['armast', 'balance', false],
    ['arcust', 'company', false],
    ['armast', 'paidamt', true],
    ['arcash', 'dtepaid', true],
  ])('without %s.%s: reading %s', (table, name, canRead) => {
    const found = judge(tables('').filter((it) => !(it.table === table && it.name === name)));
    expect([found.canRead, found.canPost]).toEqual([canRead, false]);
    expect(found.findings.map(({ message }) => message).join()).toContain(`${table} has no column ${name}`);
  });

  it('is reading only where a key is a number, for padding could not be kept', () => {
    const columns = tables('').map((it) =>
      it.table === 'armast' && it.name === 'invno' ? { ...it, type: 'int', length: null } : it,
    );
    expect(judge(columns)).toMatchObject({ canRead: true, canPost: false });
  });

  it('is no posting where a distribution is asked for and cannot be written', () => {
    const accounts = { clearing: '1015', receivable: '1200' };
    expect(judge(tables(''), { accounts })).toMatchObject({ canRead: true, canPost: false });
    expect(judge(tables(''), { accounts, writeDistribution: false }).canPost).toBe(true);
  });

  it.each([
    ['site_code', 'char(3)', {}, false],
    ['site_code', 'char(3)', { nullable: true }, true],
    ['site_code', 'char(3)', { hasDefault: true }, true],
    ['site_total', 'numeric', { computed: true }, true],
    ['row_stamp', 'timestamp', {}, true],
    ['glbatch', 'char(6)', {}, true],
    ['salesmn', 'char(2)', {}, true],
  ] as const)('with arcash.%s %s %o: posting %s', (name, type, more, canPost) => {
    const found = judge([...tables(''), column('dbo', 'arcash', name, type, more)]);
    expect(found.canPost).toBe(canPost);
    if (!canPost) expect(found.findings.map(({ message }) => message).join()).toContain('arcash.site_code');
  });
});

describe('the marker’s home', () => {
  const arcash = (list: string): TableProfile => ({
    table: 'arcash',
    schema: 'dbo',
    name: 'arcash',
    isView: false,
    triggers: [],
    columns: new Map(
      list.split(', ').map((it) => {
        const [name = '', type = ''] = it.split(' ');
        return [name, column('dbo', 'arcash', name, type)];
      }),
    ),
  });
  it.each([
    ['refno char(20), checkno char(20)', 'auto', 'refno', 20],
    ['refno char(12), checkno char(20)', 'auto', 'refno', 12],
    ['refno char(10), checkno char(15)', 'auto', 'checkno', 15],
    ['refno char(10), site_text varchar(40), site_memo varchar(80)', 'auto', 'site_memo', 20],
    ['refno char(20), site_text varchar(40)', 'site_text', 'site_text', 20],
  ])('among %s (%s) is %s, %i characters', (list, wanted, name, length) => {
    const found = chooseMarkerColumn(arcash(list), wanted);
    expect([found?.column.name, found?.length]).toEqual([name, length]);
    expect(found?.reason).toMatch(/\.$/);
  });

  it.each([
    ['refno char(11), invno char(20), company char(35), paytype char(30), adduser char(40)', 'auto'],
    ['refno char(20)', 'checkno'],
    ['refno char(8)', 'refno'],
    ['notes text', 'auto'],
  ])('is nowhere among %s (%s)', (list, wanted) => {
    expect(chooseMarkerColumn(arcash(list), wanted)).toBeNull();
  });
});

it('a type is described as the preflight shows it', () => {
  expect(describeType(column('dbo', 't', 'c', 'char(10)', { hasDefault: true }))).toBe(
    'char(10) not null, default',
  );
  expect(describeType(column('dbo', 't', 'c', 'numeric', { nullable: true }))).toBe('numeric(12,2) null');
});
