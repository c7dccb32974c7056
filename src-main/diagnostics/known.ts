/** The values that must not leave this computer and that are known: from the keychain, from the settings, from the computer. */
import { homedir, hostname, userInfo } from 'node:os';
import type { ConnectionRow } from '../store/index.ts';
import type { KnownValue } from './redact.ts';

/** Settings by these names say where something is and who it belongs to. */
const PRIVATE_NAME =
  /^(server|host|hostname|instance|database|user|userName|login|domain|vendor|account(No|Name|Id)?|merchant(Id)?|company(Name)?|title|(base)?url|folder|path|file|email|certificate)$/i;

/** A value of this kind, found in the settings, is taken out wherever else it turns up. */
export function privateSettings(settings: unknown, path = ''): KnownValue[] {
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([name, value]): KnownValue[] => {
    if (typeof value === 'string' && PRIVATE_NAME.test(name) && !isLocal(value)) {
      return [{ value, name: `${path}${name}` }, ...hostOf(value).map((host) => ({ value: host, name }))];
    }
    return privateSettings(value, `${path}${name}.`);
  });
}

/** The computer's own name, and the name of whoever is signed in, as they occur in paths and messages. */
export function thisComputer(): KnownValue[] {
  return [
    { value: homedir(), name: 'home folder' },
    { value: hostname(), name: 'this computer' },
    { value: nameOfUser(), name: 'user' },
  ].filter(({ value }) => value !== 'root' && !isLocal(value));
}

/** Titles that a person gave; one that is just the connector's own name gives nobody away. */
export function titlesOf(connections: readonly ConnectionRow[]): KnownValue[] {
  const words = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return connections
    .filter(({ title, connector }) => !words(connector).includes(words(title)))
    .map(({ title, connector }) => ({ value: title, name: `${connector} title` }));
}

/** `SQL01\SAGE`, `sql01.firm.example,1433`, `https://api.firm.example/v1`: the host alone turns up in messages. */
function hostOf(value: string): string[] {
  const host = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[\\/,:]/)[0] ?? '';
  const [first = ''] = host.split('.');
  return [host, ...(first.length > 4 ? [first] : [])].filter((part) => part !== '' && part !== value);
}

const isLocal = (value: string): boolean => /^(localhost|127\.0\.0\.1|::1|)$/i.test(value.trim());

/** A process without an entry in the user database (a container) has none. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
