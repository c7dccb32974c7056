/** Reads the records of a CSV file whose quotes are not plainly right, as Papa Parse has them. */
import Papa from 'papaparse';

const BYTE_ORDER_MARK = '\ufeff';

export interface OddRecord {
  readonly values: string[];
  /** Whether Papa Parse finds the quotes broken. */
  readonly broken: boolean;
  /** Where the next record begins. Asked for only when it is needed: it takes a pass over the record's text. */
  end(): number;
}

export class OddRecords {
  private readonly bytes: Buffer;
  private text: string | null = null;
  /** Where the last record began, in bytes and in the characters of the text. */
  private lastByte = 0;
  private lastCharacter = 0;

  /** UTF-8; lines end with a line feed alone. */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The record that begins at `start`, which is not before the last one's. */
  at(start: number): OddRecord {
    this.text ??= this.bytes.toString('utf8');
    this.lastCharacter += this.bytes.toString('utf8', this.lastByte, start).length;
    this.lastByte = start;
    const rest = this.text.slice(this.lastCharacter);
    let read = { values: [''], broken: true, cursor: rest.length };
    // Papa Parse drops a mark at the very beginning of what it is given: there it is the record's own, so one is added.
    const given = rest.startsWith(BYTE_ORDER_MARK) ? `${BYTE_ORDER_MARK}${rest}` : rest;
    Papa.parse<string[]>(given, {
      delimiter: ',',
      newline: '\n',
      step: ({ data, errors, meta }, parser) => {
        read = { values: data, broken: errors.some((it) => it.type === 'Quotes'), cursor: meta.cursor };
        parser.abort();
      },
    });
    const { values, broken, cursor } = read;
    return { values, broken, end: () => start + Buffer.byteLength(rest.slice(0, cursor)) };
  }
}
