import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { FAILURE_RULES } from '../../src-main/ledgers/sage-pro/connection/failure-rules.ts';
import {
  failureOf,
  isDeadlockVictim,
  type Phase,
} from '../../src-main/ledgers/sage-pro/connection/failures.ts';

const facts = { server: 'OFFICE', database: 'PRO01', user: 'matchbook' };
const error = (message: string, more: Record<string, unknown> = {}): Error =>
  Object.assign(new Error(message), more);

function told(cause: unknown, phase: Phase = 'read'): ConnectionError {
  const failure = failureOf(cause, phase, facts);
  if (failure instanceof ConnectionError) return failure;
  throw new Error('not a ConnectionError');
}

describe('an error number of the server', () => {
  it.each([
    [18456, 'LEDGER_LOGIN_FAILED', false],
    [18488, 'LEDGER_PASSWORD_EXPIRED', false],
    [4060, 'LEDGER_DATABASE_NOT_FOUND', false],
    [208, 'LEDGER_TABLE_MISSING', false],
    [207, 'LEDGER_COLUMN_MISSING', false],
    [229, 'LEDGER_PERMISSION_DENIED', false],
    [1205, 'LEDGER_DEADLOCK', true],
    [1222, 'LEDGER_LOCKED', true],
    [-2, 'LEDGER_TIMEOUT', true],
    [3960, 'LEDGER_SNAPSHOT_CONFLICT', true],
    [9002, 'LEDGER_LOG_FULL', true],
    [1105, 'LEDGER_DISK_FULL', true],
    [3906, 'LEDGER_READ_ONLY', false],
    [927, 'LEDGER_OFFLINE', true],
    [10054, 'LEDGER_CONNECTION_LOST', true],
    [233, 'LEDGER_CONNECTION_LOST', true],
    [515, 'LEDGER_VALUE_REFUSED', false],
    [547, 'LEDGER_VALUE_REFUSED', false],
    [2627, 'LEDGER_VALUE_REFUSED', false],
    [8152, 'LEDGER_VALUE_REFUSED', false],
  ])('%i is %s', (number, code, transient) => {
    const failure = told(error('words of the server', { number, code: 'EREQUEST' }));
    expect([failure.code, failure.transient]).toEqual([code, transient]);
  });

  it('says more than the code that the driver wraps it in', () => {
    const inner = error('Cannot open database "PRO09"', { number: 4060, code: 'ELOGIN' });
    expect(told(error('Login failed', { code: 'ELOGIN', originalError: inner })).code).toBe(
      'LEDGER_DATABASE_NOT_FOUND',
    );
  });
});

describe('an error of the network', () => {
  it.each([
    ['ECONNREFUSED', 'Failed to connect to OFFICE:1433 - connect ECONNREFUSED', 'LEDGER_UNREACHABLE'],
    ['ESOCKET', 'Failed to connect to OFFICE:1433 - getaddrinfo ENOTFOUND OFFICE', 'LEDGER_HOST_UNKNOWN'],
    ['EINSTLOOKUP', 'Failed to get response from SQL Server Browser', 'LEDGER_INSTANCE_NOT_FOUND'],
    ['ESOCKET', 'Failed to connect to OFFICE:1433 - self-signed certificate', 'LEDGER_CERTIFICATE_REFUSED'],
    [
      'ESOCKET',
      "Failed to connect to OFFICE:1433 - Hostname/IP does not match certificate's altnames",
      'LEDGER_CERTIFICATE_REFUSED',
    ],
    [
      'ESOCKET',
      'Failed to connect to OFFICE:1433 - error:0A000102:SSL routines::unsupported protocol',
      'LEDGER_TLS_TOO_OLD',
    ],
    [
      'EENCRYPT',
      "Server requires encryption, set 'encrypt' config option to true.",
      'LEDGER_ENCRYPTION_REQUIRED',
    ],
    ['ETIMEOUT', 'Timeout: Request failed to complete in 60000ms', 'LEDGER_TIMEOUT'],
    ['ECLOSE', 'Connection closed before request completed.', 'LEDGER_CONNECTION_LOST'],
    ['ESOCKET', 'Connection lost - read ECONNRESET', 'LEDGER_CONNECTION_LOST'],
    ['ELOGIN', "Login failed for user 'matchbook'.", 'LEDGER_LOGIN_FAILED'],
  ])('%s (%s) is %s', (code, message, expected) => {
    expect(told(error(message, { code }), 'connect').code).toBe(expected);
  });
});

describe('a failure at COMMIT', () => {
  it('is an unknown outcome when the server did not answer', () => {
    expect(told(error('Connection lost', { code: 'ESOCKET' }), 'commit')).toMatchObject({
      outcomeUnknown: true,
      transient: true,
    });
    expect(told(error('Timeout', { code: 'ETIMEOUT' }), 'commit').outcomeUnknown).toBe(true);
    expect(told(error('something new'), 'commit').outcomeUnknown).toBe(true);
  });

  it('is a known one when the server refused it', () => {
    expect(told(error('log full', { number: 9002 }), 'commit').outcomeUnknown).toBe(false);
    expect(told(error('Transaction has been aborted.', { code: 'EABORT' }), 'commit').outcomeUnknown).toBe(
      false,
    );
  });
});

describe('every failure', () => {
  it('says in sentences what happened, what was kept and what to do', () => {
    for (const rule of FAILURE_RULES) {
      const { explanation } = told(
        error('words', { number: rule.numbers?.[0], code: rule.codes?.[0] ?? 'EX' }),
        'post',
      );
      for (const sentence of Object.values(explanation)) expect(sentence).toMatch(/^[A-Z].*[.)]$|words$/);
      expect(explanation.kept).toContain('Nothing of this posting was written');
    }
  });

  it('of a kind that nobody knows keeps the server’s words and its number', () => {
    const failure = told(error('A novelty.', { number: 99_999 }));
    expect(failure.code).toBe('LEDGER_SQL_ERROR');
    expect(failure.message).toContain('(99999): A novelty.');
  });

  it('is passed on as it is when it is one of ours', () => {
    const ours = told(error('x', { number: 1205 }));
    expect(failureOf(ours, 'post', facts)).toBe(ours);
    expect(isDeadlockVictim(ours)).toBe(true);
  });
});
