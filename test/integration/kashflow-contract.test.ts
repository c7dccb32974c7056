import { startContractAccount } from '../support/kashflow-company.ts';
import { describeLedgerContract } from '../support/ledger-contract.ts';

describeLedgerContract('KashFlow', () => startContractAccount());
