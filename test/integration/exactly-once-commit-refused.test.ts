/** A COMMIT that the server answers with an error and takes everything back: the log or the disk is full at that moment. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqlMessage } from '../../src-main/demo/sql-server/session.ts';
import type { Ledger } from '../../src-main/ledgers/port.ts';
import { startContractCompany } from '../support/contract-company.ts';
import { receipt } from '../support/ledger-entries.ts';

let company: Awaited<ReturnType<typeof startContractCompany>>;
let ledger: Ledger;
let refusal: SqlMessage | null = null;

const message = (number: number, severity: number): SqlMessage => ({
  number,
  class: severity,
  state: 1,
  message: `error ${number}`,
  procedure: '',
  line: 1,
});
const posting = {
  entries: [receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 })],
};
const receipts = () => company.sage.rows("SELECT invno, paidamt FROM dbo.arcash WHERE refno LIKE 'MB%'");

beforeEach(async () => {
  refusal = null;
  company = await startContractCompany({
    engine: {
      onStatement: ({ kind, session }) => {
        if (session.applicationName !== 'Matchbook' || kind !== 'commit' || refusal === null)
          return undefined;
        const answer = refusal;
        refusal = null;
        return answer;
      },
    },
  });
  ledger = company.ledger;
});
afterEach(() => company.close());

describe('a COMMIT that the server refuses', () => {
  it.each([
    ['LEDGER_LOG_FULL', message(9002, 17)],
    ['LEDGER_DISK_FULL', message(1105, 17)],
  ])(
    'says %s, that nothing was written, and can be posted again in the same process',
    async (code, answer) => {
      refusal = answer;
      await expect(ledger.post(posting)).rejects.toMatchObject({
        code,
        transient: true,
        outcomeUnknown: false,
      });
      expect(refusal, 'the COMMIT was never asked').toBeNull();
      expect(await receipts()).toEqual([]);
      expect(await ledger.post(posting)).toMatchObject({ kind: 'posted' });
      expect(await receipts()).toEqual([{ invno: '10423', paidamt: '50.00' }]);
    },
  );

  it('gives its connections back: twenty refusals later there is still one for the next posting', async () => {
    for (let times = 0; times < 20; times += 1) {
      refusal = message(9002, 17);
      await expect(ledger.post(posting)).rejects.toMatchObject({ code: 'LEDGER_LOG_FULL' });
    }
    expect(await ledger.post(posting)).toMatchObject({ kind: 'posted' });
    expect(company.sage.tds.connections().filter(({ inTransaction }) => inTransaction)).toEqual([]);
  });
});
