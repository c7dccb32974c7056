import type { AppEvent } from '../../shared/api.ts';
import type { SecretStore } from '../credentials/index.ts';
import type { CompanyName } from '../profile.ts';
import type { SignIns } from '../signing-in/index.ts';
import type { Background } from '../workspace/background.ts';
import type { Damaged } from '../workspace/damaged.ts';
import type { OpenCompany } from '../workspace/open-company.ts';
import type { CompanySettings } from '../workspace/settings.ts';
import type { UpdateService } from './updates.ts';

export interface HandlerSession extends OpenCompany {
  readonly background: Background;
}

/** What the handlers hold: the company that is open now, and what the app does around it. */
export interface Hand {
  readonly version: string;
  /** The region's, from the host. */
  readonly locale: string | null;
  readonly secrets: SecretStore;
  readonly signIns: SignIns;
  /** Null where the host has no way to newer versions. */
  readonly updates: UpdateService | null;
  /** The licences of the packages of others, as the build writes them. */
  readonly noticesFile: string | null;
  readonly now: () => Date;
  readonly onFault: (where: string, error: unknown) => void;
  /** Throws MatchbookError NO_COMPANY when nothing is connected, the StoreError of a company that is damaged. */
  session(): HandlerSession;
  openSession(): HandlerSession | null;
  /** The company that should be open and cannot be. */
  damaged(): Damaged | null;
  /** Opens a company in place of the one that is open. `initial`: its settings, when it is new. */
  open(name: CompanyName, initial: CompanySettings | null): Promise<HandlerSession>;
  /** Opens a company that exists; one that cannot be opened is `damaged` afterwards. */
  openStored(name: CompanyName): Promise<void>;
  /** Closes the company that is open and forgets that it was; its store stays. */
  leave(): Promise<void>;
  emit(event: AppEvent): void;
  /** Matchbook's own folder. */
  readonly directory: string;
  /** Where a company's file is, open or not. */
  storeFile(name: CompanyName): string;
  /** Where a company's backups go, if not beside its file; known also when that file is damaged. */
  backupFolder(name: CompanyName): string | null;
  setBackupFolder(name: CompanyName, folder: string | null): void;
  /** Whether the first-run tour was shown on this computer. */
  tourSeen(): boolean;
  setTourSeen(): void;
  /** False where there is no file manager to show it. */
  openFolder(folder: string): Promise<boolean>;
  /** The newest lines of the program's log, oldest first. */
  recentLog(lines: number): string[];
  /** Short and unique, for ids of connections. */
  newToken(): string;
}
