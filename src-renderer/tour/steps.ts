import type { Screen } from '../stores/app-store.ts';

export interface TourStep {
  readonly screen: Screen;
  /** What it points at, by its data-tour or id; the first of these that is on the screen. */
  readonly targets: readonly string[];
  readonly position: 'below' | 'above' | 'before' | 'after';
  readonly title: string;
  readonly text: string;
}

export const STEPS: readonly TourStep[] = [
  {
    screen: 'today',
    targets: ['tie-out', 'nav-today'],
    position: 'below',
    title: 'One equation, always in sight',
    text: 'What the gateways moved is what is posted, what awaits you, and what you decided not to post. Each part is added up from its own records. If something is left over, it says so here.',
  },
  {
    screen: 'today',
    targets: ['needs-you', 'nav-today'],
    position: 'below',
    title: 'What needs you',
    text: 'Ready: safe to approve together. To check: probably right, look first. Exceptions: a decision of yours. Each card opens its list.',
  },
  {
    screen: 'review',
    targets: ['review-detail', 'review-list', 'nav-review'],
    position: 'before',
    title: 'A payment, and why it belongs there',
    text: 'Choose a payment on the left. On the right, it stands beside the invoice, with the reasons, the strongest first, and what else it could have been.',
  },
  {
    screen: 'review',
    targets: ['approve', 'review-list', 'nav-review'],
    position: 'above',
    title: 'Enter approves',
    text: 'It is written to the ledger once and read back. Nothing is posted before somebody approved it. The key ? shows all keys.',
  },
  {
    screen: 'review',
    targets: ['nav-history'],
    position: 'after',
    title: 'Nothing is final, everything is kept',
    text: 'Undo in Review reverses a posting with an entry of its own. History has every decision: who, when and why. F1 opens the help of each screen.',
  },
];
