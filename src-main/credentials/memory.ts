/** Secrets for the time that the program runs. `message` tells the user why. */
import type { SecretStore } from './secret-store.ts';

export function memorySecretStore(message: string): SecretStore {
  const secrets = new Map<string, string>();
  const key = (connectionId: string, field: string): string => JSON.stringify([connectionId, field]);
  return {
    persistent: false,
    message,
    get: async (connectionId, field) => secrets.get(key(connectionId, field)) ?? null,
    set: async (connectionId, field, secret) => {
      secrets.set(key(connectionId, field), secret);
    },
    delete: async (connectionId, field) => {
      secrets.delete(key(connectionId, field));
    },
  };
}
