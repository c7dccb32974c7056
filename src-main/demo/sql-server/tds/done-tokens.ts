/** DONE tokens, each held back until it is known whether anything follows it: that is what its MORE bit says. */
import type { ByteWriter } from './byte-writer.ts';
import { DONE } from './protocol.ts';
import { type TokenContext, writeDone } from './tokens.ts';

interface Ending {
  readonly token: number;
  readonly status: number;
  readonly command: number;
  readonly rowCount: number;
}

export class DoneTokens {
  readonly #writer: ByteWriter;
  readonly #context: TokenContext;
  #held: Ending | null = null;

  constructor(writer: ByteWriter, context: TokenContext) {
    this.#writer = writer;
    this.#context = context;
  }

  /** A response may end only while this is true: its last token is a DONE without the MORE bit. */
  get holdsOne(): boolean {
    return this.#held !== null;
  }

  /** `rowCount` null: no count. */
  hold(token: number, status: number, command: number, rowCount: number | null): void {
    this.more();
    const counted = rowCount === null ? 0 : DONE.count;
    this.#held = { token, status: status | counted, command, rowCount: rowCount ?? 0 };
  }

  /** Something follows what is held. */
  more(): void {
    this.#write(DONE.more);
  }

  /** Nothing follows what is held. */
  last(): void {
    this.#write(0);
  }

  forget(): void {
    this.#held = null;
  }

  #write(more: number): void {
    const held = this.#held;
    if (!held) return;
    this.#held = null;
    writeDone(this.#writer, this.#context, held.token, held.status | more, held.command, held.rowCount);
  }
}
