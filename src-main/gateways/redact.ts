/**
 * What is taken out of a gateway's object before it is kept: card numbers, security codes, secrets and keys. A card's
 * last four digits stay, because PCI DSS lets them be shown and an accountant knows a payment by them.
 */

/** Longest first digits of the card schemes and the lengths that their numbers have (ISO/IEC 7812, public BIN tables). */
const SCHEMES: readonly { readonly start: RegExp; readonly lengths: readonly number[] }[] = [
  { start: /^4/, lengths: [13, 16, 19] },
  { start: /^(5[1-5]|2[2-7])/, lengths: [16] },
  { start: /^3[47]/, lengths: [15] },
  { start: /^3[0689]/, lengths: [14, 16] },
  { start: /^35/, lengths: [16, 19] },
  { start: /^(6|50|5[6-9])/, lengths: [16, 17, 18, 19] },
];

const DIGIT_RUN = /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/g;
const API_KEY = /\b(?:sk|rk|pk|whsec|ek|pst)_(?:(?:test|live)_)?[A-Za-z0-9]{8,}/g;
const CLIENT_SECRET = /\b((?:pi|seti|src|cs)_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+/g;
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{12,}/g;
const SECRET_FIELD =
  /^(client_?secret|secret|(api|private|secret)_?key|pass(word|phrase)?|authorization|(access|refresh|session)_?token|signature|csc|cvc|cvv2?|cv2|cvn|cid|(card_?)?security_?code|track_?(1|2|data))$/i;

const HIDDEN = '[redacted]';

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether the text, spaces and hyphens aside, can be a card number: a scheme's first digits and length, and Luhn. */
export function looksLikeCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  return (
    /^\d{13,19}$/.test(digits) &&
    SCHEMES.some(({ start, lengths }) => start.test(digits) && lengths.includes(digits.length)) &&
    passesLuhn(digits)
  );
}

/** Text as it may be stored: "card 4242 4242 4242 4242" becomes "card [card ending 4242]"; keys and secrets go. */
export function redactText(text: string): string {
  return text
    .replace(DIGIT_RUN, (run) =>
      looksLikeCardNumber(run) ? `[card ending ${run.replace(/\D/g, '').slice(-4)}]` : run,
    )
    .replace(CLIENT_SECRET, `$1_${HIDDEN}`)
    .replace(API_KEY, HIDDEN)
    .replace(BEARER, `$1 ${HIDDEN}`);
}

/** A value of JSON with the same shape and nothing in it that must not be kept. Nulls and empty parts are left out. */
export function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number')
    return looksLikeCardNumber(String(value)) ? redactText(String(value)) : value;
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    if (part === null || part === undefined) continue;
    const clean = SECRET_FIELD.test(name) ? HIDDEN : redactValue(part);
    if (typeof clean === 'object' && clean !== null && Object.keys(clean).length === 0) continue;
    kept[redactText(name)] = clean;
  }
  return kept;
}

/** `rawJson` of a transaction, and `rawText` of a rejected record. */
export function redactJson(value: unknown): string {
  return JSON.stringify(redactValue(value)) ?? 'null';
}
