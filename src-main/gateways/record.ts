/** From a connector's draft to the canonical record, checked; what does not hold becomes a rejected record. */

import * as z from 'zod';
import {
  type ConnectionId,
  type GatewayName,
  GatewayTransaction,
  type Instant,
  type Payer,
  type Reference,
  type TransactionKind,
  type TransactionStatus,
} from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { MoneyError } from '../../shared/money.ts';
import type { RejectedRecord } from './port.ts';
import { redactJson, redactText } from './redact.ts';

export interface SettlementDraft {
  readonly currency: Currency;
  readonly grossMinor: Minor;
  readonly feeMinor: Minor;
  readonly netMinor: Minor;
  readonly fees: readonly { kind: string; amountMinor: Minor; description: string | null }[];
  readonly exchangeRate: string | null;
  readonly availableAt: string | null;
}

/** What a connector knows of a record; the texts are redacted and the whole is checked on the way in. */
export interface RecordDraft {
  readonly externalId: string;
  readonly kind: TransactionKind;
  readonly status: TransactionStatus;
  readonly occurredAt: string;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  readonly settlement: SettlementDraft | null;
  readonly payer: Payer;
  readonly description: string | null;
  readonly orderId: string | null;
  readonly references: readonly Reference[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly relatedExternalId: string | null;
  readonly payoutExternalId: string | null;
  readonly risk: { readonly score: string | null; readonly action: string | null } | null;
  readonly raw: unknown;
}

export const NOBODY: Payer = {
  name: null,
  email: null,
  customerRef: null,
  cardBrand: null,
  cardLast4: null,
  cardFingerprint: null,
};

/** A record that a connector cannot make sense of, with the sentence that the dead-letter list shows. */
export class RecordRefused extends Error {
  readonly code = 'RECORD_REFUSED';
}

/** Gathers one page: each draft is made, checked and sorted into transactions or rejected records. */
export class PageCollector {
  readonly transactions: GatewayTransaction[] = [];
  readonly rejected: RejectedRecord[] = [];
  readonly #origin: { readonly connectionId: ConnectionId; readonly gateway: GatewayName };

  constructor(origin: { readonly connectionId: ConnectionId; readonly gateway: GatewayName }) {
    this.#origin = origin;
  }

  /**
   * `externalId` and `raw` say what was rejected when `draft` throws, `where` (a line of a file) begins the reason.
   * Programming errors are not swallowed.
   */
  add(externalId: string, raw: unknown, draft: () => RecordDraft, where?: string): void {
    try {
      this.transactions.push(this.#check(draft()));
    } catch (error) {
      const reason = reasonOf(error);
      this.reject(externalId, raw, where === undefined ? reason : `${where}: ${reason}`);
    }
  }

  /** For a draft that may turn out to be nothing worth keeping. `where` as for `add`. */
  attempt<T>(externalId: string, raw: unknown, make: () => T | null, where?: string): T | null {
    try {
      return make();
    } catch (error) {
      const reason = reasonOf(error);
      this.reject(externalId, raw, where === undefined ? reason : `${where}: ${reason}`);
      return null;
    }
  }

  reject(externalId: string, raw: unknown, reason: string): void {
    const rawText = typeof raw === 'string' ? redactText(raw) : redactJson(raw);
    this.rejected.push({ externalId, reason: redactText(reason), rawText });
  }

  /** For what was caught: rejects the record when it is at fault, else throws on (a lost connection, a bug). */
  rejectUnlessFault(externalId: string, raw: unknown, error: unknown): void {
    this.reject(externalId, raw, reasonOf(error));
  }

  #check(draft: RecordDraft): GatewayTransaction {
    const { raw, ...known } = draft;
    return GatewayTransaction.parse({
      ...known,
      ...this.#origin,
      id: `${this.#origin.connectionId}:${draft.externalId}`,
      payer: { ...draft.payer, name: clean(draft.payer.name), customerRef: clean(draft.payer.customerRef) },
      description: clean(draft.description),
      orderId: clean(draft.orderId),
      references: uniqueReferences(draft.references),
      metadata: Object.fromEntries(
        Object.entries(draft.metadata).map(([name, value]) => [redactText(name), redactText(value)]),
      ),
      rawJson: redactJson(raw),
    });
  }
}

/** Instant of Unix seconds, or null. */
export function fromUnix(seconds: number | null | undefined): Instant | null {
  return typeof seconds === 'number' ? (new Date(seconds * 1000).toISOString() as Instant) : null;
}

function clean(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : redactText(trimmed);
}

function uniqueReferences(references: readonly Reference[]): Reference[] {
  const seen = new Map<string, Reference>();
  for (const { source, value } of references) {
    const kept = clean(value);
    if (kept !== null) seen.set(`${source}\n${kept}`, { source, value: kept });
  }
  return [...seen.values()];
}

function reasonOf(error: unknown): string {
  if (error instanceof RecordRefused || error instanceof MoneyError) return error.message;
  if (error instanceof z.ZodError) {
    const parts = error.issues
      .slice(0, 3)
      .map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`);
    return `The record does not have the shape it should: ${parts.join('; ')}.`;
  }
  throw error;
}
