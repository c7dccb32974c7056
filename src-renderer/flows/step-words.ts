/** What the steps are called, and where each leads. */
import type { FlowState, FlowStepName, SettingsPage } from '../../shared/api.ts';
import type { Screen } from '../stores/app-store.ts';

export interface StepWords {
  readonly title: string;
  /** The screen where the step's work is done, and what its button says. */
  readonly screen: Screen;
  readonly open: string;
  /** The page of the settings that governs it. */
  readonly settings: { readonly page: SettingsPage; readonly title: string };
}

export const STEP_WORDS: Readonly<Record<FlowStepName, StepWords>> = {
  poll: {
    title: 'Poll',
    screen: 'exceptions',
    open: 'What was set aside',
    settings: { page: 'schedules', title: 'Schedules' },
  },
  match: {
    title: 'Match',
    screen: 'review',
    open: 'See the matches',
    settings: { page: 'matching', title: 'Matching rules' },
  },
  approve: {
    title: 'Approve',
    screen: 'review',
    open: 'Review',
    settings: { page: 'approval', title: 'Approval policy' },
  },
  post: {
    title: 'Post',
    screen: 'history',
    open: 'What was posted',
    settings: { page: 'mapping', title: 'Field mapping' },
  },
  tie_out: {
    title: 'Tie out',
    screen: 'payouts',
    open: 'Payouts',
    settings: { page: 'connections', title: 'Connections' },
  },
};

export const STATE_WORDS: Readonly<Record<FlowState, string>> = {
  ok: 'In order',
  working: 'Working',
  needs_you: 'Needs you',
  problem: 'Problem',
  paused: 'Paused',
  idle: 'Nothing yet',
};
