import { describeLedgerContract } from '../support/ledger-contract.ts';
import { startContractBusiness } from '../support/sage-accounting-company.ts';

describeLedgerContract('Sage Accounting', () => startContractBusiness());
