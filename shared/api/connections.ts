/** Calls that look at a saved connection and change it. */
import * as z from 'zod';
import { ConnectionId, LedgerAccount } from '../model.ts';
import { Preflight } from '../preflight.ts';
import { call } from './call.ts';
import { FieldProblem, FormField, FormValues, GatewayTest } from './setup.ts';

export const SavedConnection = z.object({
  id: ConnectionId,
  kind: z.enum(['ledger', 'gateway']),
  /** Of the connector. */
  connectorTitle: z.string(),
  title: z.string(),
  /** What can be changed here. A ledger's password can be, and is never filled in; a gateway's key has setup.rotateSecret. */
  fields: z.array(FormField),
  /** As saved, never a credential. */
  values: FormValues,
});
export type SavedConnection = z.infer<typeof SavedConnection>;

const Trial = z.object({
  problems: z.array(FieldProblem),
  /** Of a gateway. */
  test: GatewayTest.nullable(),
  /** Of a ledger, with its chart of accounts. */
  preflight: Preflight.nullable(),
  accounts: z.array(LedgerAccount),
});
export type ConnectionTrial = z.infer<typeof Trial>;

const key = { connectionId: ConnectionId };

export const connectionCalls = {
  'setup.connection': call(z.object(key), SavedConnection),
  /** Tries what was typed, with the credentials that are saved where none were typed. Saves nothing. */
  'setup.tryConnection': call(z.object({ ...key, values: FormValues }), Trial),
  /**
   * Tries it, and saves it when the gateway's test passes, or the ledger can be read. Counts from the next use on; a run under
   * way ends with what it began with, and the cursor stays.
   */
  'setup.changeConnection': call(
    z.object({ ...key, title: z.string().trim().min(1).max(120), values: FormValues }),
    Trial.extend({
      saved: z.boolean(),
      /** In words, one each; empty: it was like this already. */ changes: z.array(z.string()),
    }),
  ),
};
