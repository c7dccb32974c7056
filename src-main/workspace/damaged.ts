/** A company that should be open and whose file could not be read: a state of the app, not its end. */
import type { CompanyName } from '../profile.ts';
import type { StoreError } from '../store/index.ts';

export interface Damaged {
  readonly company: CompanyName;
  readonly file: string;
  readonly error: StoreError;
}
