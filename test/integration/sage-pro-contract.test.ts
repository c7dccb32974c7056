import { startContractCompany } from '../support/contract-company.ts';
import { describeLedgerContract } from '../support/ledger-contract.ts';

describeLedgerContract('Sage Pro', () => startContractCompany());
describeLedgerContract('Sage Pro without a distribution to the general ledger', () =>
  startContractCompany({}, { writeDistribution: false }),
);
describeLedgerContract('Sage Pro with one lane for reading and posting', () =>
  startContractCompany({}, { readOnlyIntent: false }),
);
