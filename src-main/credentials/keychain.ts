/**
 * The operating system's keychain through keytar: Credential Manager on Windows, Keychain on macOS, a Secret Service on
 * Linux. keytar is an optional dependency with a native part, so it is loaded when it is asked for.
 */
import { KeychainError, type SecretStore } from './secret-store.ts';

/** The part of keytar that is used (its keytar.d.ts). */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** Throws when keytar, or the library that it needs, is not on this computer. */
export async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import('keytar');
  return keytar;
}

export function keychainSecretStore(keytar: Keytar, service: string): SecretStore {
  const account = (connectionId: string, field: string): string => `${connectionId}/${field}`;
  const attempt = async <Result>(
    action: 'read' | 'kept' | 'deleted',
    call: () => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await call();
    } catch (cause) {
      throw new KeychainError(action, { cause });
    }
  };
  return {
    persistent: true,
    message: null,
    get: (connectionId, field) =>
      attempt('read', () => keytar.getPassword(service, account(connectionId, field))),
    set: (connectionId, field, secret) =>
      attempt('kept', () => keytar.setPassword(service, account(connectionId, field), secret)),
    delete: async (connectionId, field) => {
      await attempt('deleted', () => keytar.deletePassword(service, account(connectionId, field)));
    },
  };
}
