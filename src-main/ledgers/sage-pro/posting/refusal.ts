/** A posting that the ledger's state forbids: thrown inside the transaction, so that it is rolled back. */
import type { Marker } from '../../../../shared/model.ts';
import type { RefusalCode } from '../../port.ts';

export class Refusal extends Error {
  readonly marker: Marker;
  readonly code: RefusalCode;

  constructor(marker: Marker, code: RefusalCode, message: string) {
    super(message);
    this.marker = marker;
    this.code = code;
  }
}

/** The row changed between being read and being written, although it was locked: some engines ignore lock hints. */
export class MovedMeanwhile extends Error {}
