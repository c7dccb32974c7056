/**
 * Whether a payout is its parts, to the penny: what left the balance at the gateway and the nets of all that it carried
 * add up to zero. Pure: from records to the result that is stored and shown.
 */
import type { GatewayTransaction } from '../../shared/model.ts';
import { formatMinor, type Minor, sumMinor } from '../../shared/money.ts';
import type { EvaluatedPayout, PayoutSummary } from '../store/index.ts';

/**
 * `parts`: all records that name this payout. `loose`: settled records in no payout from around its time, among which
 * what is missing may be.
 */
export function tieOutPayout(
  payout: GatewayTransaction,
  parts: readonly GatewayTransaction[],
  loose: readonly GatewayTransaction[],
): EvaluatedPayout {
  const { settlement } = payout;
  const currency = settlement?.currency ?? payout.currency;
  const usable = parts.filter((part) => part.settlement?.currency === currency);
  const unusable = parts.filter((part) => part.settlement?.currency !== currency);
  const partsNetMinor = sumMinor(usable.map((part) => part.settlement?.netMinor ?? 0));
  // The net, not the gross: a fee for the payout itself left the balance too. Without one they are the same.
  const leftMinor = settlement?.netMinor ?? -payout.amountMinor;
  const differenceMinor = sumMinor([partsNetMinor, leftMinor]);
  const complete =
    payout.status === 'succeeded' && settlement !== null && parts.length > 0 && unusable.length === 0;
  const tieOut = !complete ? 'incomplete' : differenceMinor === 0 ? 'tied_out' : 'difference';
  const candidates =
    tieOut === 'tied_out'
      ? []
      : loose.filter(
          (it) => it.settlement?.currency === currency && it.settlement.netMinor === -differenceMinor,
        );
  return {
    transactionId: payout.id,
    connectionId: payout.connectionId,
    externalId: payout.externalId,
    occurredAt: payout.occurredAt,
    currency,
    paidOutMinor: settlement ? -settlement.grossMinor : payout.amountMinor,
    feeMinor: settlement?.feeMinor ?? 0,
    partCount: parts.length,
    tieOut,
    differenceMinor,
    summary: {
      byKind: sumsByKind(usable),
      partsNetMinor,
      unusableParts: unusable.map(({ id }) => id),
      candidates: candidates.map(({ id }) => id),
      explanation: explain(payout, parts, unusable, candidates, differenceMinor),
    },
  };
}

function sumsByKind(parts: readonly GatewayTransaction[]): PayoutSummary['byKind'] {
  const kinds = [...new Set(parts.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => {
    const settlements = parts.flatMap((part) =>
      part.kind === kind && part.settlement ? [part.settlement] : [],
    );
    const sum = (pick: (it: (typeof settlements)[number]) => Minor) => sumMinor(settlements.map(pick));
    return {
      kind,
      count: settlements.length,
      grossMinor: sum((it) => it.grossMinor),
      feeMinor: sum((it) => it.feeMinor),
      netMinor: sum((it) => it.netMinor),
    };
  });
}

function explain(
  payout: GatewayTransaction,
  parts: readonly GatewayTransaction[],
  unusable: readonly GatewayTransaction[],
  candidates: readonly GatewayTransaction[],
  differenceMinor: Minor,
): string {
  const currency = payout.settlement?.currency ?? payout.currency;
  const difference = `${formatMinor(Math.abs(differenceMinor), currency)} ${currency}`;
  if (payout.status !== 'succeeded') return `The gateway says that this payout is ${payout.status}.`;
  if (payout.settlement === null)
    return 'The gateway has not said yet what this payout took from the balance.';
  if (parts.length === 0) return 'The gateway has not said yet which transactions it carried.';
  if (unusable.length > 0) {
    return `${unusable.length} of its ${parts.length} transactions are not settled yet, or in another currency than ${currency}.`;
  }
  if (differenceMinor === 0) return `Its ${parts.length} transactions add up to it exactly.`;
  const direction = differenceMinor < 0 ? 'less than' : 'more than';
  const hint =
    candidates.length > 0
      ? ` ${candidates.map(({ externalId }) => externalId).join(' or ')} is in no payout and would explain it.`
      : ' Sync this gateway again; a transaction of it may be missing or in the list of exceptions.';
  return `Its ${parts.length} transactions add up to ${difference} ${direction} what was paid out.${hint}`;
}
