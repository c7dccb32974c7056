/**
 * The merchant's own reference at Opayo (VendorTxCode, up to 40 characters, unique for each attempt): mostly the
 * invoice or order number with a time stamp behind it, because each attempt needs another one.
 */

/** The number before a trailing time stamp or counter of ten digits or more, or the whole code where there is none. */
export const DEFAULT_CODE_RULE = String.raw`^(?<reference>.+?)(?:[-_.]\d{10,17})?$`;

/** Null for a missing code and where the rule finds nothing. */
export function referenceIn(code: string, rule: RegExp): string | null {
  const found = rule.exec(code.trim())?.groups?.reference?.trim() ?? '';
  return found === '' ? null : found;
}
