/** From the gateway's canonical record to the part of it that matching reads. */
import type { GatewayTransaction } from '../../shared/model.ts';
import type { MatchableTransaction } from './types.ts';

/** The related payment's id is built as the transaction's own is: `<connectionId>:<externalId>`. */
export function toMatchable(it: GatewayTransaction): MatchableTransaction {
  const fee = it.settlement && it.settlement.currency === it.currency ? it.settlement.feeMinor : 0;
  return {
    id: it.id,
    gateway: it.gateway,
    kind: it.kind,
    status: it.status,
    occurredAt: it.occurredAt,
    currency: it.currency,
    amountMinor: it.amountMinor,
    feeMinor: Math.max(0, fee),
    payerName: it.payer.name,
    payerEmail: it.payer.email,
    customerRef: it.payer.customerRef,
    cardFingerprint: it.payer.cardFingerprint,
    description: it.description,
    orderId: it.orderId,
    relatedId: it.relatedExternalId === null ? null : `${it.connectionId}:${it.relatedExternalId}`,
    payoutId: it.payoutExternalId,
    metadata: it.metadata,
    references: it.references,
  };
}
