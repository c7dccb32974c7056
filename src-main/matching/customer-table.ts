/** The ledger's customers, found by number, email, domain and name; each with its open items, oldest first. */
import type { Customer, OpenItem } from '../../shared/model.ts';
import { nameKey, nameLikeness, nameTokens } from './payer-names.ts';
import { plainText } from './reference-key.ts';

const SHARED_DOMAINS = new Set(
  (
    'gmail.com googlemail.com yahoo.com yahoo.co.uk ymail.com hotmail.com hotmail.co.uk outlook.com live.com live.co.uk ' +
    'msn.com aol.com icloud.com me.com mac.com btinternet.com sky.com virginmedia.com talktalk.net comcast.net ' +
    'verizon.net att.net sbcglobal.net gmx.com gmx.de web.de proton.me protonmail.com mail.com zoho.com qq.com 163.com'
  ).split(' '),
);
const NOBODY: readonly number[] = [];
const MOST_SHARING = 400;
const SEVERAL = -1;
const NAME_START = 4;
/** From here on two names are taken for slips of the same one. */
const CLOSE = 0.8;

function domainOf(email: string): string | null {
  const at = email.lastIndexOf('@');
  if (at < 1 || at === email.length - 1) return null;
  const domain = email.slice(at + 1);
  return SHARED_DOMAINS.has(domain) ? null : domain;
}

export class CustomerTable {
  readonly numbers: string[] = [];
  readonly names: string[] = [];
  private readonly codes = new Map<string, number>();
  /** What the numbers look like from far: a look-up among thousands of texts costs many times that among a few numbers. */
  private readonly outlines = new Set<number>();
  /** Plain forms of the numbers that are not written so. */
  private readonly plainNumbers = new Map<string, number>();
  private readonly emails = new Map<string, number[]>();
  private readonly domains = new Map<string, number[]>();
  private readonly nameKeys = new Map<string, number[]>();
  private readonly tokens: string[][] = [];
  private readonly starts = new Map<string, number[]>();
  private readonly lastEmail: (string | null)[] = [];

  /** Adds what an item or a customer record says; the first name stays the one that is shown. */
  learn(customerNo: string, name: string, email: string | null): number {
    let code = this.codes.get(customerNo);
    if (code === undefined) {
      code = this.numbers.length;
      this.codes.set(customerNo, code);
      this.outlines.add(outlineOf(customerNo));
      this.numbers.push(customerNo);
      this.names.push(name);
      this.tokens.push([]);
      this.lastEmail.push(null);
      const plain = plainText(customerNo);
      if (plain !== '' && plain !== customerNo) {
        this.plainNumbers.set(plain, this.plainNumbers.has(plain) ? SEVERAL : code);
      }
      this.addName(code, name);
    } else if (this.names[code] !== name) {
      if (this.names[code] === '') this.names[code] = name;
      this.addName(code, name);
    }
    if (email !== null && this.lastEmail[code] !== email) {
      this.lastEmail[code] = email;
      this.addEmail(code, email);
    }
    return code;
  }

  learnItem(it: OpenItem): number {
    return this.learn(it.customerNo, it.customerName, it.customerEmail);
  }
  learnCustomer(it: Customer): number {
    return this.learn(it.customerNo, it.name, it.email);
  }

  private addEmail(code: number, email: string): void {
    const lower = email.trim().toLowerCase();
    if (lower === '') return;
    include(this.emails, lower, code);
    const domain = domainOf(lower);
    if (domain !== null) include(this.domains, domain, code);
  }

  private addName(code: number, name: string): void {
    const tokens = nameTokens(name);
    if (tokens.length === 0) return;
    if (this.tokens[code]?.length === 0) this.tokens[code] = tokens;
    include(this.nameKeys, nameKey(tokens), code);
    for (const token of tokens) if (token.length >= 3) include(this.starts, token.slice(0, NAME_START), code);
  }

  codeOf(customerNo: string): number {
    return this.codes.get(customerNo) ?? -1;
  }
  /** By a number as a payer may write it; -1 when none or several customers have it. */
  byNumber(text: string): number {
    const exact = this.written(text);
    if (exact !== undefined) return exact;
    const plain = plainText(text.slice(0, 100));
    if (plain === '') return -1;
    const written = this.plainNumbers.get(plain);
    // A number that is its own plain form is known by itself.
    const same = plain === text || plain !== plainText(plain) ? undefined : this.written(plain);
    if (written === undefined) return same ?? -1;
    return same === undefined ? written : SEVERAL;
  }
  /** A customer with exactly this number: nearly all references that are none are as long as no number, or begin otherwise. */
  private written(text: string): number | undefined {
    return this.outlines.has(outlineOf(text)) ? this.codes.get(text) : undefined;
  }
  byEmail(lower: string): readonly number[] {
    return this.emails.get(lower) ?? NOBODY;
  }
  byDomain(lower: string): readonly number[] {
    const domain = domainOf(lower);
    return domain === null ? NOBODY : (this.domains.get(domain) ?? NOBODY);
  }
  byName(tokens: readonly string[]): readonly number[] {
    return this.nameKeys.get(nameKey(tokens)) ?? NOBODY;
  }

  /** Customers whose name is a slip, a shortening or a part of this one; `close` when nearly all words agree. */
  byNearName(tokens: readonly string[]): { close: number[]; part: number[] } {
    const close: number[] = [];
    const part: number[] = [];
    const seen = new Set<number>();
    for (const token of tokens) {
      const sharing = token.length >= 3 ? this.starts.get(token.slice(0, NAME_START)) : undefined;
      if (!sharing || sharing.length > MOST_SHARING) continue;
      for (const code of sharing) {
        if (seen.has(code)) continue;
        seen.add(code);
        const likeness = nameLikeness(tokens, this.tokens[code] ?? []);
        if (likeness >= CLOSE) close.push(code);
        else if (likeness >= 0.5) part.push(code);
      }
    }
    return { close, part };
  }
}

/** A text's length and first character as one number. */
function outlineOf(text: string): number {
  return text === '' ? 0 : text.length * 65_536 + text.charCodeAt(0);
}

function include(map: Map<string, number[]>, key: string, code: number): void {
  const codes = map.get(key);
  if (!codes) map.set(key, [code]);
  else if (codes.length < MOST_SHARING + 1) {
    // Customers come in the order of their codes, but for one that has a further name.
    const last = codes.at(-1) as number;
    if (last < code || (last > code && !codes.includes(code))) codes.push(code);
  }
}
