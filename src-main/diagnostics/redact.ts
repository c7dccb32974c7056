/**
 * What may leave this computer, or lie in a log: no key, no password, no card number, no address of a person or a server.
 * Three nets, each for what the others cannot know: fields by their names, texts by what they look like, and values that
 * are known (secrets in the keychain, the ledger's host), wherever and however spelled they turn up.
 */
import { redactText, redactValue } from '../gateways/redact.ts';

const HIDDEN = '[redacted]';

const SECRET_NAME =
  /(pass(word|phrase|wd)?|pwd|secret|token|api_?key|private_?key|(integration|vendor|access)_?key|credential|authorization|cookie|signature)$/i;

/** `password=…`, `"apiKey": "…"`, `pwd: …`, as they occur in connection strings and messages. */
const ASSIGNED =
  /((?:pass(?:word|phrase|wd)?|pwd|secret|token|api[_ -]?key|(?:integration|private|access)[_ -]?key|authorization)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s;,&"'}]+)/gi;
const IN_ADDRESS = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi;
/** Long runs of base 64 or hexadecimal: what keys, tokens and seals look like. Ids of gateways are shorter. */
const LONG_RUN = /(?<![A-Za-z0-9+/_=-])(?=[A-Za-z0-9+/_-]*\d)[A-Za-z0-9+/_-]{40,}={0,2}/g;
const PEM = /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;

/** For the log: a text that nobody has looked at, safe to keep. Hosts stay: they are needed to find a fault, and stay here. */
export function redactLogged(value: unknown): unknown {
  return redactDeep(value, loggedText);
}

/** For what is sent away: as the log, without what is known to be secret, without addresses of servers and people. */
export function redactSent(value: unknown, known: readonly KnownValue[]): unknown {
  const spellings = spellingsOf(known);
  return redactDeep(value, (text) =>
    loggedText(withoutKnown(text, spellings)).replace(EMAIL, '[address]').replace(ADDRESS, '[host]'),
  );
}

function loggedText(text: string): string {
  return redactText(text)
    .replace(PEM, HIDDEN)
    .replace(IN_ADDRESS, `$1${HIDDEN}@`)
    .replace(ASSIGNED, `$1${HIDDEN}`)
    .replace(LONG_RUN, HIDDEN);
}

function redactDeep(value: unknown, ofText: (text: string) => string): unknown {
  if (typeof value === 'string') return ofText(value);
  if (typeof value === 'number') {
    const text = ofText(String(value));
    return text === String(value) ? redactValue(value) : text;
  }
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, ofText));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      ofText(name),
      SECRET_NAME.test(name) && part !== null ? HIDDEN : redactDeep(part, ofText),
    ]),
  );
}

export interface KnownValue {
  readonly value: string;
  /** What is written in its place. */
  readonly name: string;
}

/** Shorter ones would blank out half of every sentence; nothing that short is a secret worth the name. */
const MIN_LENGTH = 4;

interface Spelling {
  readonly pattern: RegExp;
  readonly name: string;
}

/** Longest first, so that a host's full name goes before its first part. */
function spellingsOf(known: readonly KnownValue[]): Spelling[] {
  return known
    .filter(({ value }) => value.trim().length >= MIN_LENGTH)
    .flatMap(({ value, name }) => spelled(value.trim()).map((text) => ({ text, name })))
    .sort((a, b) => b.text.length - a.text.length)
    .map(({ text, name }) => ({
      pattern: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'),
      name: `[${name}]`,
    }));
}

/** As it is, quoted as JSON once and twice, encoded for an address, in base 64 and in hexadecimal. */
function spelled(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const bytes = Buffer.from(value, 'utf8');
  const all = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll('%20', '+'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
  ];
  return [...new Set(all)];
}

function withoutKnown(text: string, spellings: readonly Spelling[]): string {
  return spellings.reduce((rest, { pattern, name }) => rest.replace(pattern, () => name), text);
}
