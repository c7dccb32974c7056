/** The company of the ledger contract as a Sage Pro company on the demo SQL server. */
import type { ContractCompany } from './ledger-contract.ts';
import { insertInto, invoice, PRO01_ACCOUNTS, PRO01_ROWS, PRO01_TABLES } from './pro01-tables.ts';
import { type SageCompany, type SageCompanyOptions, startSageCompany } from './sage-company.ts';

export const CONTRACT_ROWS: readonly string[] = [
  ...PRO01_ROWS,
  invoice({ invno: '10423', invamt: '125.50' }),
  invoice({ invno: '10424', invamt: '300.00', paidamt: '100.00', balance: '200.00', dtepaid: '2026-03-05' }),
  invoice({ invno: '900', invamt: '-40.00', artype: 'C' }),
  invoice({ invno: '10500', custno: 'PINE02', invamt: '80.00' }),
  invoice({ invno: '10400', invamt: '50.00', arstat: 'V' }),
  invoice({ invno: '10300', invamt: '50.00', paidamt: '50.00', balance: '0.00' }, 'arymst'),
  insertInto('arcash', {
    custno: 'BLUE01',
    invno: '     10424',
    invdte: '2026-03-02',
    dtepaid: '2026-03-05',
    paidamt: '100.00',
    bpaid: '100.00',
    refno: 'CK 4711',
    paytype: 'CHECK',
    arsess: '',
    glbatch: '',
    arperiod: '',
    adduser: 'MOSTER',
    adddate: '2026-03-05',
    addtime: '09:00:00',
  }),
];

export const CLOSED_BEFORE = '2026-01-01';

export async function startContractCompany(
  options: Partial<SageCompanyOptions> = {},
  settings: Record<string, unknown> = {},
): Promise<ContractCompany & { readonly sage: SageCompany }> {
  const sage = await startSageCompany({ batches: [...PRO01_TABLES, ...CONTRACT_ROWS], ...options });
  const all = { accounts: PRO01_ACCOUNTS, closedBefore: CLOSED_BEFORE, ...settings };
  return {
    sage,
    ledger: sage.ledger(all),
    second: () => sage.ledger(all),
    closedBefore: CLOSED_BEFORE,
    close: () => sage.close(),
  };
}
