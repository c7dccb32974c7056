/** What all sessions of one server share. */
import type { SqlMessage } from '../../session.ts';
import { Catalog } from '../catalog/catalog.ts';
import { LockTable } from '../locks/lock-table.ts';
import { Store } from '../storage/store.ts';
import { CommittedImages, recover } from '../storage/transaction.ts';
import { collationNamed } from '../types/collation.ts';
import type { Permissions } from './permissions.ts';
import type { Session } from './session.ts';

export interface LoginDefinition {
  readonly user: string;
  readonly password: string;
  readonly defaultDatabase: string;
  /** May read everything and change nothing. */
  readonly readOnly?: boolean;
  /** When given, only what is listed is allowed: 'PRO01.dbo.armast' → ['SELECT', 'UPDATE']. */
  readonly grants?: Readonly<Record<string, readonly TablePermission[]>>;
  /** When given, the only databases that the login can open. */
  readonly databases?: readonly string[];
}
export type TablePermission = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** The kinds of statements that a fault hook sees. */
export interface StatementSeen {
  readonly session: { readonly id: number; readonly login: string; readonly applicationName: string };
  /** 'select', 'insert', 'update', 'delete', 'commit', 'begin-transaction', 'rollback', 'execute', … */
  readonly kind: string;
  /** The text of the whole batch. */
  readonly text: string;
}

export interface EngineOptions {
  readonly directory: string | ':memory:';
  readonly databases: readonly string[];
  readonly logins: readonly LoginDefinition[];
  readonly collation?: string;
  readonly serverName?: string;
  readonly serverVersion?: {
    readonly text?: string;
    readonly major: number;
    readonly minor: number;
    readonly build: number;
  };
  readonly clock?: () => Date;
  /** The server's offset from UTC in minutes, for GETDATE(). Default 0. */
  readonly zoneMinutes?: number;
  /** May throw a SqlMessage (or return a promise of one to wait first): the statement then fails with it. */
  readonly onStatement?: (seen: StatementSeen) => undefined | SqlMessage | Promise<undefined | SqlMessage>;
}

export interface ServerVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly build: number;
}

const editions: Record<number, string> = {
  9: '2005',
  10: '2008 R2',
  11: '2012',
  12: '2014',
  13: '2016',
  14: '2017',
  15: '2019',
  16: '2022',
};

export class Server {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly locks = new LockTable();
  readonly images = new CommittedImages();
  readonly options: EngineOptions;
  readonly clock: () => Date;
  readonly version: ServerVersion;
  readonly name: string;
  readonly sessions = new Map<number, Session>();
  readonly grants: Permissions['granted'] = new Map();
  /** How many changes of killed transactions were undone at the start. */
  readonly recovered: number;
  #nextDescriptor = 0x100n;
  #nextSpid = 50;
  #rowVersion: bigint;

  constructor(options: EngineOptions) {
    this.options = options;
    this.clock = options.clock ?? (() => new Date());
    this.name = options.serverName ?? 'MATCHBOOK-DEMO';
    const { major, minor, build, text } = options.serverVersion ?? { major: 10, minor: 50, build: 6000 };
    this.version = { text: text ?? 'Microsoft SQL Server', major, minor, build };
    this.store = new Store(options.directory);
    const wanted = options.collation ?? 'Latin1_General_BIN';
    const saved = this.store.setting('collation') ?? wanted;
    this.store.saveSetting('collation', saved);
    this.catalog = new Catalog(this.store, options.databases, collationNamed(saved), this.clock);
    this.recovered = recover(this.store, this.catalog);
    this.#rowVersion = BigInt(this.store.setting('rowversion') ?? '2000');
  }
  get versionText(): string {
    const { major, minor, build } = this.version;
    return `Microsoft SQL Server ${editions[major] ?? major} (demo server) - ${major}.${minor}.${build}.0 (X64) \n\tExpress Edition (64-bit)\n`;
  }
  get productVersion(): string {
    const { major, minor, build } = this.version;
    return `${major}.${minor}.${build}.0`;
  }
  newDescriptor(): bigint {
    this.#nextDescriptor += 1n;
    return this.#nextDescriptor;
  }
  newSpid(): number {
    do {
      this.#nextSpid = this.#nextSpid >= 32000 ? 51 : this.#nextSpid + 1;
    } while (this.sessions.has(this.#nextSpid));
    return this.#nextSpid;
  }
  /** The next rowversion value, 8 bytes; saved by the caller's SQLite transaction through `saveRowVersion`. */
  nextRowVersion(): Uint8Array {
    this.#rowVersion += 1n;
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(this.#rowVersion);
    return bytes;
  }
  saveRowVersion(): void {
    this.store.saveSetting('rowversion', this.#rowVersion.toString());
  }
}
