/** Where passwords and API keys are kept: by connection and by field, and nowhere else in the program. */
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';

export interface SecretStore {
  /** False: what is set here is gone when Matchbook ends. */
  readonly persistent: boolean;
  /** For the window: why secrets are not kept, in a sentence; null when they are. */
  readonly message: string | null;
  /** Null when it was never set. Throws KeychainError. */
  get(connectionId: ConnectionId, field: string): Promise<string | null>;
  set(connectionId: ConnectionId, field: string, secret: string): Promise<void>;
  /** Harmless when there is none. */
  delete(connectionId: ConnectionId, field: string): Promise<void>;
}

export class KeychainError extends MatchbookError {
  override readonly name = 'KeychainError';

  constructor(action: 'read' | 'kept' | 'deleted', options: { cause: unknown }) {
    super(
      'KEYCHAIN_FAILED',
      {
        happened: `The secret could not be ${action}: the keychain of this computer refused it.`,
        kept: 'Nothing else was changed.',
        todo: 'Unlock the keychain (sign in to the desktop, or open the password manager) and try again.',
      },
      options,
    );
  }
}

/** The fields of a connection that are set. */
export async function secretsOf(
  store: SecretStore,
  connectionId: ConnectionId,
  fields: readonly string[],
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    const secret = await store.get(connectionId, field);
    if (secret !== null) found[field] = secret;
  }
  return found;
}
