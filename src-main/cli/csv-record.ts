/**
 * One record of a CSV file, as RFC 4180 has it, cut in a single pass. Own code because two hundred thousand rows go through
 * it: a record is where its values begin and end in the file, so that only what is kept is cut out of it. A record whose
 * quotes are not plainly right is left to the caller.
 */
const COMMA = 44;
const LINE_FEED = 10;
const QUOTE = 34;
const END_OF_ASCII = 0x80;

/** What `cut` returns for a record that it does not read. */
export const ODD = -1;
/** The place of a column that the file lacks; it reads as the empty text. The columns of the file have 1, 2, 3. */
export const ABSENT = 0;

/** Used again for the next record: what is kept of it is to be taken at once. */
export class CsvRecord {
  /** The file, in UTF-8. */
  readonly bytes: Buffer;
  /** How many values it has. */
  count = 0;
  /** Line feeds within its values. */
  breaks = 0;
  /** Per place the value's begin in the file; below zero when it does not stand there as it is: −1 is `own[0]`. */
  readonly from: number[] = [0];
  readonly to: number[] = [0];
  /**
   * Each byte as one character. What is ASCII is cut out of this, for one emoji in the file would have every text of it
   * hold two bytes per character; what is not is decoded by itself.
   */
  private readonly characters: string;
  private own: string[] = [];
  private owned = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.characters = bytes.toString('latin1');
  }

  /**
   * Takes the record that begins at `start` and returns where the next one begins, or ODD when a value in quotes is not
   * closed, or goes on after its closing quote. Lines end with a line feed alone.
   */
  cut(start: number): number {
    const { bytes, from, to } = this;
    const { length } = bytes;
    this.breaks = 0;
    this.owned = 0;
    let count = 0;
    for (let at = start; ; at++) {
      count++;
      if (at < length && bytes[at] === QUOTE) {
        const closing = closingQuote(this.characters, at + 1);
        if (closing < 0 || !endsValue(bytes, closing + 1)) return ODD;
        this.takeQuoted(count, at + 1, closing);
        at = closing + 1;
      } else {
        const begin = at;
        let bits = 0;
        while (at < length) {
          const code = bytes[at] as number;
          if (code === COMMA || code === LINE_FEED) break;
          bits |= code;
          at++;
        }
        from[count] = begin;
        to[count] = at;
        if (bits >= END_OF_ASCII) this.takeOwn(count, bytes.toString('utf8', begin, at));
      }
      if (at < length && bytes[at] !== LINE_FEED) continue;
      this.count = count;
      return Math.min(length, at + 1);
    }
  }

  private takeQuoted(place: number, from: number, to: number): void {
    let bits = 0;
    let doubled = false;
    for (let at = from; at < to; at++) {
      const code = this.bytes[at] as number;
      bits |= code;
      if (code === QUOTE) doubled = true;
      else if (code === LINE_FEED) this.breaks++;
    }
    this.from[place] = from;
    this.to[place] = to;
    if (!doubled && bits < END_OF_ASCII) return;
    const value =
      bits < END_OF_ASCII ? this.characters.slice(from, to) : this.bytes.toString('utf8', from, to);
    this.takeOwn(place, doubled ? value.replaceAll('""', '"') : value);
  }

  private takeOwn(place: number, value: string): void {
    this.own[this.owned++] = value;
    this.from[place] = -this.owned;
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
    return from < 0 ? (this.own[-from - 1] as string) : this.characters.slice(from, this.to[place]);
  }

  values(): string[] {
    return Array.from({ length: this.count }, (_, i) => this.value(i + 1));
  }

  /** True when the value stands in the file as it is, and has nothing to trim: then it can be read from there. */
  isPlain(place: number): boolean {
    const from = this.from[place] as number;
    const to = this.to[place] as number;
    return (
      from >= 0 &&
      (from === to || (isSign(this.bytes[from] as number) && isSign(this.bytes[to - 1] as number)))
    );
  }

  trimmed(place: number): string {
    const from = this.from[place] as number;
    const to = this.to[place] as number;
    if (from === to) return '';
    return this.isPlain(place) ? this.characters.slice(from, to) : this.value(place).trim();
  }

  /** A number for the trimmed value; equal values have equal ones. */
  hash(place: number): number {
    let hash = FIRST_HASH;
    if (this.isPlain(place)) {
      const to = this.to[place] as number;
      for (let at = this.from[place] as number; at < to; at++) hash = hashed(hash, this.bytes[at] as number);
    } else {
      const value = this.trimmed(place);
      for (let at = 0; at < value.length; at++) hash = hashed(hash, value.charCodeAt(at));
    }
    return mixed(hash);
  }

  /** Whether a plain value is this text. */
  equals(place: number, other: string): boolean {
    const { bytes } = this;
    const from = this.from[place] as number;
    if (other.length !== (this.to[place] as number) - from) return false;
    for (let i = 0; i < other.length; i++) if (bytes[from + i] !== other.charCodeAt(i)) return false;
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

function endsValue(bytes: Buffer, at: number): boolean {
  return at >= bytes.length || bytes[at] === COMMA || bytes[at] === LINE_FEED;
}

/** FNV-1a over the characters, mixed once more because the lowest bits choose a slot. */
const FIRST_HASH = 0x811c9dc5;
const hashed = (hash: number, code: number) => Math.imul(hash ^ code, 0x01000193);
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return half ^ (half >>> 13);
}
