/** Who paid and what for: read from a charge, its payment intent, its customer and its Checkout session. */
import type { Payer, Reference } from '../../../shared/model.ts';
import {
  type ChargeShape,
  type CustomerShape,
  expanded,
  idOf,
  MethodShape,
  type PaymentIntentShape,
  type SessionShape,
} from './shapes.ts';

const ORDER_FIELD = /^(order|sales_?order)(_?(id|no|number|ref|reference))?$/i;

type Metadata = Readonly<Record<string, string>>;

function fields(source: string, metadata: Metadata | null | undefined): Reference[] {
  return Object.entries(metadata ?? {}).map(([name, value]) => ({
    source: `${source}.metadata.${name}`,
    value,
  }));
}

function field(source: string, value: string | null | undefined): Reference[] {
  return value ? [{ source, value }] : [];
}

/** The charge's own metadata, then what was added later to its payment intent and its Checkout session. */
export function metadataOf(
  charge: ChargeShape | null,
  intent: PaymentIntentShape | null,
  session: SessionShape | null,
): Record<string, string> {
  return { ...session?.metadata, ...charge?.metadata, ...intent?.metadata };
}

export function payerOf(charge: ChargeShape, session: SessionShape | null): Payer {
  const intent = expanded(charge.payment_intent);
  const customer = customerOf(charge, intent);
  const method = methodOf(charge);
  return {
    name:
      charge.billing_details?.name ??
      customer?.name ??
      session?.customer_details?.name ??
      charge.shipping?.name ??
      null,
    email:
      charge.billing_details?.email ??
      charge.receipt_email ??
      customer?.email ??
      session?.customer_details?.email ??
      intent?.receipt_email ??
      null,
    customerRef: idOf(charge.customer) ?? idOf(intent?.customer),
    cardBrand: method.brand ?? method.bank_name ?? null,
    cardLast4: /^\d{4}$/.test(method.last4 ?? '') ? (method.last4 ?? null) : null,
    cardFingerprint: method.fingerprint ?? null,
  };
}

/**
 * Every text that may name an invoice, an order or a customer. The same text from two places is kept once, from the
 * place that comes first: payment intents hand their description and metadata down to the charge.
 */
export function referencesOf(charge: ChargeShape, session: SessionShape | null): Reference[] {
  const intent = expanded(charge.payment_intent);
  const customer = customerOf(charge, intent);
  const all = [
    ...field('checkout_session.client_reference_id', session?.client_reference_id),
    ...fields('charge', charge.metadata),
    ...fields('payment_intent', intent?.metadata),
    ...fields('checkout_session', session?.metadata),
    ...(session?.custom_fields ?? []).flatMap((it) =>
      field(
        `checkout_session.custom_fields.${it.key}`,
        it.text?.value ?? it.numeric?.value ?? it.dropdown?.value,
      ),
    ),
    ...field('charge.description', charge.description),
    ...field('payment_intent.description', intent?.description),
    ...field('charge.statement_descriptor_suffix', charge.statement_descriptor_suffix),
    ...field('charge.transfer_group', charge.transfer_group),
    ...field('charge.shipping.name', charge.shipping?.name),
    ...field('checkout_session.customer_details.business_name', session?.customer_details?.business_name),
    ...field('customer.name', customer?.name),
    ...field('customer.description', customer?.description),
    ...fields('customer', customer?.metadata),
  ];
  return firstOfEachText(all);
}

export function orderIdOf(metadata: Metadata, session: SessionShape | null): string | null {
  if (session?.client_reference_id) return session.client_reference_id;
  const named = Object.entries(metadata).find(
    ([name, value]) => ORDER_FIELD.test(name) && value.trim() !== '',
  );
  return named?.[1] ?? null;
}

/** Stripe's risk score (0 to 100, Radar for Fraud Teams) and what was decided by it. */
export function riskOf(charge: ChargeShape): { score: string | null; action: string | null } | null {
  const outcome = charge.outcome;
  if (!outcome) return null;
  const score =
    typeof outcome.risk_score === 'number' ? String(outcome.risk_score) : (outcome.risk_level ?? null);
  const action = outcome.type ?? null;
  return score === null && action === null ? null : { score, action };
}

function customerOf(charge: ChargeShape, intent: PaymentIntentShape | null): CustomerShape | null {
  const found = expanded(charge.customer) ?? expanded(intent?.customer);
  return found && !found.deleted ? found : null;
}

function methodOf(charge: ChargeShape): {
  brand?: string | null;
  bank_name?: string | null;
  last4?: string | null;
  fingerprint?: string | null;
} {
  const details = charge.payment_method_details;
  const type = details?.type;
  const parsed = type ? MethodShape.safeParse(details[type]) : null;
  if (!parsed?.success) return {};
  const { brand, bank_name, last4, fingerprint } = parsed.data;
  return {
    brand: brand ?? null,
    bank_name: bank_name ?? null,
    last4: last4 ?? null,
    fingerprint: fingerprint ?? null,
  };
}

function firstOfEachText(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>();
  return references.filter(({ source, value }) => {
    const key = `${source.replace(/^(charge|payment_intent|checkout_session)\./, '')}\n${value}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
