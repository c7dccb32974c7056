import type { AppStatus } from '../../shared/api.ts';
import type { ConnectionId } from '../../shared/model.ts';
import type { Company } from '../workspace/company.ts';

/** What the handlers hold: the company that is open now, and what the app does around it. */
export interface Hand {
  /** Throws MatchbookError NO_COMPANY when nothing is connected. */
  company(): Company;
  openCompany(): Company | null;
  status(): Promise<AppStatus>;
  /** Starts a run, or joins the one that is under way. */
  runSoon(connectionId: ConnectionId | null, startedBy: string): void;
  cancelRun(): boolean;
  /** Posts what is in the outbox, in the background. */
  postSoon(): void;
  /** The schedules follow the connections and settings as they are now. */
  reschedule(): void;
}
