/** The import rules of docs/architecture.md: dependencies point inwards, and one folder each may touch the outside world. */
const only = (name, packagePattern, homes, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src-main|src-renderer|shared)/', pathNot: homes },
  to: { path: `^node_modules/(${packagePattern})/` },
});

const inwards = (from, allowed, comment) => ({
  name: `${from.replaceAll('/', '-')}-imports`,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: '^(src-main|src-renderer|shared|test)/', pathNot: [`^${from}/`, ...allowed] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'A grammar is recursive (an expression holds a query, a query expressions), and so are its parser and interpreter: ' +
        'the SQL engine may be, within itself.',
      severity: 'error',
      from: { pathNot: '^src-main/demo/sql-server/engine/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-resolvable',
      comment:
        'electron has no binary on some machines, keytar is optional, pdfmake/interfaces is types alone.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|keytar|pdfmake/interfaces[.]js)$' },
    },
    {
      name: 'no-test-code-in-product',
      severity: 'error',
      from: { path: '^(src-main|src-renderer|shared)/' },
      to: { path: '^test/' },
    },
    inwards('shared', [], 'The contract knows nobody.'),
    inwards('src-renderer', ['^shared/'], 'The window knows the contract alone.'),
    inwards('src-main/matching', ['^shared/'], 'Matching is a function of values.'),
    inwards('src-main/customers', ['^shared/'], 'Pairing is a function of values.'),
    inwards(
      'src-main/orders',
      ['^shared/', '^src-main/customers/'],
      'Proposing an order is a function of values.',
    ),
    inwards('src-main/mapping', ['^shared/'], 'Mapping is a function of values.'),
    inwards('src-main/gateways', ['^shared/'], 'A connector knows its gateway and the nouns.'),
    inwards(
      'src-main/ledgers',
      ['^shared/', '^src-main/gateways/port\\.ts$'],
      'A ledger knows its books and the nouns.',
    ),
    inwards(
      'src-main/store',
      ['^shared/', '^src-main/(gateways|ledgers)/port\\.ts$'],
      'The store keeps nouns.',
    ),
    inwards(
      'src-main/signing-in',
      ['^shared/', '^src-main/ledgers/port\\.ts$'],
      'Signing in knows no ledger by name.',
    ),
    inwards('src-main/credentials', ['^shared/'], 'Secrets stand alone.'),
    inwards('src-main/reports', ['^shared/', '^src-main/store/'], 'Reports read the store.'),
    inwards(
      'src-main/sync',
      ['^shared/', '^src-main/(gateways|ledgers|store|matching|posting|credentials)/'],
      'Sync drives the ports.',
    ),
    inwards(
      'src-main/posting',
      [
        '^shared/',
        '^src-main/(gateways/port|ledgers/(port|marker))\\.ts$',
        '^src-main/(store|matching)/',
        '^src-main/sync/retry\\.ts$',
      ],
      'Posting drives the ledger port.',
    ),
    inwards(
      'src-main/demo',
      ['^shared/', '^src-main/gateways/.*/[a-z-]+-time\\.ts$'],
      'The demo company imitates the outside: it never uses the code that it tests.',
    ),
    only(
      'electron-only-in-desktop',
      'electron|electron-updater',
      ['^src-main/desktop/', '^src-main/(main|preload)\\.ts$'],
      'One folder knows Electron.',
    ),
    only(
      'mssql-only-in-sage-pro',
      'mssql|tedious',
      ['^src-main/ledgers/sage-pro/'],
      'One folder knows SQL Server.',
    ),
    only(
      'sqlite-only-in-store',
      'better-sqlite3',
      ['^src-main/store/', '^src-main/demo/'],
      'One folder knows SQLite, and the demo company.',
    ),
    only(
      'keytar-only-in-credentials',
      'keytar',
      ['^src-main/credentials/'],
      'One folder knows the keychain.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    parser: 'swc',
    detectJSDocImports: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.cjs', '.mjs'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
