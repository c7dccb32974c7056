/**
 * An open company: its store, its ledger, its gateways, and what the firm decided about posting. Everything that a handler or
 * a run works on comes from here.
 */
import type { AppEvent } from '../../shared/api.ts';
import type { AccountingDate, ConnectionId, Instant } from '../../shared/model.ts';
import type { SecretStore } from '../credentials/index.ts';
import type { Gateway } from '../gateways/port.ts';
import type { Ledger } from '../ledgers/port.ts';
import type { Poster, Posting } from '../posting/index.ts';
import type { CompanyName } from '../profile.ts';
import type { Store } from '../store/index.ts';
import type { CompanySettings } from './settings.ts';

export interface Company {
  readonly name: CompanyName;
  readonly store: Store;
  readonly secrets: SecretStore;
  readonly posting: Posting;
  readonly poster: Poster;
  readonly settings: () => CompanySettings;
  /** The instant's day in the company's time zone. */
  readonly dateOf: (instant: Instant) => AccountingDate;
  readonly saveSettings: (settings: CompanySettings) => void;
  /** The ledger, opened on first use and again after its connection was changed. Throws MatchbookError when none is connected. */
  readonly ledger: () => Promise<Ledger>;
  readonly gateway: (id: ConnectionId) => Promise<Gateway>;
  /** The next use of the connection opens it with its settings as they are now. A run under way ends with what it began with. */
  readonly reopen: (id: ConnectionId) => Promise<void>;
  readonly emit: (event: AppEvent) => void;
  close(): Promise<void>;
}
