/**
 * Secrets: in the operating system's keychain, or in memory and said so (docs/decisions/0008). The only folder that
 * imports keytar. The composition root opens it; connectors are handed what they need and never see the store.
 */
import { type Keytar, keychainSecretStore, loadKeytar } from './keychain.ts';
import { memorySecretStore } from './memory.ts';
import type { SecretStore } from './secret-store.ts';

export type { Keytar } from './keychain.ts';
export { memorySecretStore } from './memory.ts';
export { KeychainError, type SecretStore, secretsOf } from './secret-store.ts';

export interface SecretStoreOptions {
  /** 'memory': never touch the keychain. Default the environment's MATCHBOOK_KEYCHAIN; anything else: the keychain. */
  readonly keychain?: string | undefined;
  /** The name that the keychain shows. Default Matchbook. */
  readonly service?: string;
  readonly load?: () => Promise<Keytar>;
  /** How long the keychain may take to answer at the start. Default 10 seconds. */
  readonly probeTimeoutMs?: number;
}

/** Never throws: what is not there is replaced by memory, with the reason in `message`. */
export async function openSecretStore(options: SecretStoreOptions = {}): Promise<SecretStore> {
  if ((options.keychain ?? process.env.MATCHBOOK_KEYCHAIN) === 'memory') {
    return memorySecretStore('Passwords are kept in memory only, as asked for, until Matchbook ends.');
  }
  const service = options.service ?? 'Matchbook';
  let keytar: Keytar;
  try {
    keytar = await (options.load ?? loadKeytar)();
  } catch (cause) {
    return memorySecretStore(inMemory('the part that talks to the keychain is not installed', cause));
  }
  try {
    await probe(keytar, service, options.probeTimeoutMs ?? 10_000);
  } catch (cause) {
    return memorySecretStore(inMemory('the keychain of this computer does not answer', cause));
  }
  return keychainSecretStore(keytar, service);
}

/** Asks for something that is not there: what a keychain that is locked away or missing cannot answer. */
async function probe(keytar: Keytar, service: string, timeoutMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([keytar.getPassword(service, 'probe'), late]);
  } finally {
    clearTimeout(timer);
  }
}

function inMemory(why: string, cause: unknown): string {
  const detail = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return `Passwords are kept until Matchbook ends and then have to be typed again: ${why} (${detail}).`;
}
