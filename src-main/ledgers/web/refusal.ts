import type { Marker } from '../../../shared/model.ts';
import type { RefusalCode } from '../port.ts';

/** The books forbid an entry; nothing of it was written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly marker: Marker;
  readonly code: RefusalCode;

  constructor(marker: Marker, code: RefusalCode, message: string) {
    super(message);
    this.marker = marker;
    this.code = code;
  }
}
