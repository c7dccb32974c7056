/**
 * The last look at a canonical record before it is stored, whichever connector made it: what breaks here is a dead
 * letter, shown with its reason and never mended silently.
 */
import { type ConnectionId, GatewayTransaction } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';

/** The reason why the record cannot be used; null when it can. */
export function faultOf(record: GatewayTransaction, connectionId: ConnectionId): string | null {
  const parsed = GatewayTransaction.safeParse(record);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${issue?.path.join('.') || 'The record'}: ${issue?.message ?? 'not a transaction'}.`;
  }
  if (record.connectionId !== connectionId) return `It belongs to the connection ${record.connectionId}.`;
  if (record.id !== `${connectionId}:${record.externalId}`) {
    return `Its id ${record.id} is not made of the connection and the gateway's id ${record.externalId}.`;
  }
  return relationFault(record) ?? settlementFault(record);
}

function relationFault({ kind, relatedExternalId, externalId }: GatewayTransaction): string | null {
  const belongs = kind === 'refund' || kind === 'dispute' || kind === 'dispute_reversal';
  if (belongs && relatedExternalId === null) return `A ${kind} must say which payment it belongs to.`;
  if (relatedExternalId === externalId) return 'It belongs to itself.';
  return null;
}

/** Signs as docs/decisions/0007: a payment's gross is above zero, a refund's and a dispute's below. */
function settlementFault({
  kind,
  status,
  settlement,
  amountMinor,
  currency,
}: GatewayTransaction): string | null {
  if (settlement === null) return null;
  const { grossMinor } = settlement;
  if ((kind === 'payment' || kind === 'dispute_reversal') && grossMinor < 0) {
    return `A ${kind} with a gross below zero (${formatMinor(grossMinor, settlement.currency)}).`;
  }
  if ((kind === 'refund' || kind === 'dispute') && grossMinor > 0) {
    return `A ${kind} with a gross above zero (${formatMinor(grossMinor, settlement.currency)}).`;
  }
  if (settlement.currency !== currency && settlement.exchangeRate === null) {
    return `It is settled in ${settlement.currency}, paid in ${currency}, and has no exchange rate.`;
  }
  if (
    status === 'succeeded' &&
    kind === 'payment' &&
    settlement.currency === currency &&
    grossMinor > amountMinor
  ) {
    return `It settled ${formatMinor(grossMinor, currency)}, more than the ${formatMinor(amountMinor, currency)} paid.`;
  }
  return null;
}
