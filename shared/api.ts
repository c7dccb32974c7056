/**
 * The contract between the window and the program behind it: the one thing that src-renderer knows. Every host (Electron,
 * browser) carries these calls and events over a transport of its own and checks both directions with these schemas.
 */
import * as z from 'zod';
import { connectionCalls } from './api/connections.ts';
import { csvCalls } from './api/csv.ts';
import { customerCalls } from './api/customers.ts';
import { flowCalls } from './api/flows.ts';
import { listCalls } from './api/lists.ts';
import { mappingCalls } from './api/mapping.ts';
import { matchingCalls } from './api/matching.ts';
import { orderCalls } from './api/orders.ts';
import { reportCalls } from './api/reports.ts';
import { reviewCalls } from './api/review.ts';
import { NotificationKind, setupCalls } from './api/setup.ts';
import { tourCalls } from './api/tour.ts';
import { updateCalls } from './api/updates.ts';
import { watchCalls } from './api/watch.ts';
import { TransactionId } from './model.ts';

export * from './api/connections.ts';
export * from './api/csv.ts';
export * from './api/customers.ts';
export * from './api/flows.ts';
export * from './api/history.ts';
export * from './api/lists.ts';
export * from './api/mapping.ts';
export * from './api/matching.ts';
export * from './api/orders.ts';
export * from './api/reports.ts';
export * from './api/review.ts';
export * from './api/setup.ts';
export * from './api/tour.ts';
export * from './api/updates.ts';
export * from './api/watch.ts';

export const calls = {
  ...setupCalls,
  ...connectionCalls,
  ...reviewCalls,
  ...watchCalls,
  ...listCalls,
  ...matchingCalls,
  ...reportCalls,
  ...csvCalls,
  ...flowCalls,
  ...mappingCalls,
  ...customerCalls,
  ...tourCalls,
  ...orderCalls,
  ...updateCalls,
};
export type Calls = typeof calls;
export type CallName = keyof Calls;
/** What a caller passes: defaults may be left out. */
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>;
/** What a handler receives: checked, defaults filled in. */
export type CallArguments<Name extends CallName> = z.output<Calls[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<Calls[Name]['output']>;

export const callNames = Object.keys(calls) as CallName[];

export const SettingsPage = z.enum([
  'connections',
  'matching',
  'mapping',
  'approval',
  'schedules',
  'notifications',
  'environments',
  'backup',
  'diagnostics',
  'personal',
  'about',
]);
export type SettingsPage = z.infer<typeof SettingsPage>;

/** Sent to every open window. */
export const AppEvent = z.discriminatedUnion('type', [
  /** What a screen shows may have changed: ask again. */
  z.object({
    type: z.literal('changed'),
    topics: z.array(
      z.enum(['status', 'review', 'payouts', 'history', 'dead_letters', 'settings', 'updates', 'orders']),
    ),
  }),
  z.object({
    type: z.literal('progress'),
    task: z.string(),
    label: z.string(),
    /** 0 to 1; null when it can't be told; `done` true at the end. */
    fraction: z.number().min(0).max(1).nullable(),
    done: z.boolean(),
  }),
  z.object({
    type: z.literal('alert'),
    severity: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    title: z.string(),
    message: z.string(),
    transactionId: TransactionId.nullable(),
    /** What it is about, where the user can choose whether to be notified of it. */
    kind: NotificationKind.optional(),
    /** Shown in the window only: it was told already, or is likely to heal by itself. */
    quiet: z.boolean().optional(),
  }),
  /** A notification or a matchbook:// link was followed: show this screen, and this transaction on it. */
  z.object({
    type: z.literal('open'),
    screen: z.enum(['today', 'review', 'payouts', 'history', 'exceptions', 'reports', 'settings']),
    transactionId: TransactionId.nullable(),
    /** Of the settings. */
    page: SettingsPage.optional(),
  }),
]);
export type AppEvent = z.infer<typeof AppEvent>;

/** How a failed call reaches the window, whatever the host. */
export const CallFailure = z.object({
  code: z.string(),
  happened: z.string(),
  kept: z.string(),
  todo: z.string(),
});
export type CallFailure = z.infer<typeof CallFailure>;

export type CallResult<Name extends CallName> =
  | { readonly ok: true; readonly value: CallOutput<Name> }
  | { readonly ok: false; readonly failure: CallFailure };

/** What a host puts in front of the renderer. */
export interface Bridge {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** Returns the function that stops listening. */
  onEvent(listener: (event: AppEvent) => void): () => void;
}

/** What the composition root gives to a host. */
export type Handlers = {
  readonly [Name in CallName]: (input: CallArguments<Name>) => Promise<CallOutput<Name>>;
};
