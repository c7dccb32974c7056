/**
 * One record of a CSV text, as RFC 4180 has it, cut in a single pass. Own code because two hundred thousand rows go through
 * it: a record is where its values begin and end in the text, so that only what is kept is cut out of it. A record whose
 * quotes are not plainly right is left to the caller.
 */
const COMMA = 44;
const LINE_FEED = 10;
const QUOTE = 34;

/** What `cut` returns for a record that it does not read. */
export const ODD = -1;
/** The place of a column that the file lacks; it reads as the empty text. The columns of the file have 1, 2, 3. */
export const ABSENT = 0;

/** Used again for the next record: what is kept of it is to be taken at once. */
export class CsvRecord {
  text = '';
  /** How many values it has. */
  count = 0;
  /** Line feeds within its values. */
  breaks = 0;
  /** Per place the value's begin in the text; below zero when it does not stand there as it is: −1 is `own[0]`. */
  readonly from: number[] = [0];
  readonly to: number[] = [0];
  private own: string[] = [];
  private owned = 0;

  /**
   * Takes the record that begins at `start` and returns where the next one begins, or ODD when a value in quotes is not
   * closed, or goes on after its closing quote. Lines end with a line feed alone.
   */
  cut(text: string, start: number): number {
    const { from, to } = this;
    const { length } = text;
    this.text = text;
    this.breaks = 0;
    this.owned = 0;
    let count = 0;
    for (let at = start; ; at++) {
      count++;
      if (at < length && text.charCodeAt(at) === QUOTE) {
        const closing = closingQuote(text, at + 1);
        if (closing < 0 || !endsValue(text, closing + 1)) return ODD;
        this.takeQuoted(count, at + 1, closing);
        at = closing + 1;
      } else {
        from[count] = at;
        while (at < length) {
          const code = text.charCodeAt(at);
          if (code === COMMA || code === LINE_FEED) break;
          at++;
        }
        to[count] = at;
      }
      if (at < length && text.charCodeAt(at) !== LINE_FEED) continue;
      this.count = count;
      return Math.min(length, at + 1);
    }
  }

  private takeQuoted(place: number, from: number, to: number): void {
    const value = this.text.slice(from, to);
    for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) this.breaks++;
    this.to[place] = to;
    if (!value.includes('"')) this.from[place] = from;
    else {
      this.own[this.owned++] = value.replaceAll('""', '"');
      this.from[place] = -this.owned;
    }
  }

  /** Takes values that were read otherwise. */
  fill(values: readonly string[]): void {
    this.own = [...values];
    this.count = values.length;
    for (let place = 1; place <= values.length; place++) {
      this.from[place] = -place;
      this.to[place] = 0;
    }
  }

  value(place: number): string {
    const from = this.from[place] as number;
    return from < 0 ? (this.own[-from - 1] as string) : this.text.slice(from, this.to[place]);
  }

  values(): string[] {
    return Array.from({ length: this.count }, (_, i) => this.value(i + 1));
  }

  /** True when the value is in the text as it is, and has nothing to trim: then it can be read from there. */
  isPlain(place: number): boolean {
    const from = this.from[place] as number;
    const to = this.to[place] as number;
    return (
      from >= 0 &&
      (from === to || (isSign(this.text.charCodeAt(from)) && isSign(this.text.charCodeAt(to - 1))))
    );
  }

  trimmed(place: number): string {
    if (!this.isPlain(place)) return this.value(place).trim();
    const from = this.from[place] as number;
    const to = this.to[place] as number;
    return from === to ? '' : this.text.slice(from, to);
  }

  /** A number for the trimmed value; equal values have equal ones. */
  hash(place: number): number {
    if (this.isPlain(place)) {
      return hashOf(this.text, this.from[place] as number, this.to[place] as number);
    }
    const value = this.trimmed(place);
    return hashOf(value, 0, value.length);
  }

  /** Whether a plain value is this text. */
  equals(place: number, other: string): boolean {
    const { text } = this;
    const from = this.from[place] as number;
    if (other.length !== (this.to[place] as number) - from) return false;
    for (let i = 0; i < other.length; i++) {
      if (text.charCodeAt(from + i) !== other.charCodeAt(i)) return false;
    }
    return true;
  }
}

const isSign = (code: number) => code > 32 && code < 127;

/** The quote that closes a value: the first that is not doubled; -1 when there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function endsValue(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === COMMA || code === LINE_FEED;
}

/** FNV-1a over the UTF-16 units, mixed once more because the lowest bits choose a slot. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
