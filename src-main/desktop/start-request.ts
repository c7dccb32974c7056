import { type DeepLink, linkInArguments } from './deep-link.ts';

/** What a start of the program asks for: a link that was followed, a task of the jump list, or only the window. */
export type StartRequest =
  | { readonly ask: 'show' }
  /** Started at login: to be there, and not seen. */
  | { readonly ask: 'nothing' }
  | { readonly ask: 'link'; readonly link: DeepLink }
  | { readonly ask: 'sync' }
  | { readonly ask: 'pause'; readonly paused: boolean };

/** The arguments that the jump list starts the program with; Windows hands them to the instance that runs already. */
export const HIDDEN_ARGUMENT = '--hidden';
export const TASK_ARGUMENTS = {
  sync: '--sync-now',
  pause: '--pause-schedule',
  resume: '--resume-schedule',
} as const;

/** Nothing that can be asked for here decides or posts anything: any program of this user could start ours this way. */
export function startRequest(args: readonly string[]): StartRequest {
  const link = linkInArguments(args);
  if (link !== null) return { ask: 'link', link };
  if (args.includes(TASK_ARGUMENTS.sync)) return { ask: 'sync' };
  if (args.includes(TASK_ARGUMENTS.pause)) return { ask: 'pause', paused: true };
  if (args.includes(TASK_ARGUMENTS.resume)) return { ask: 'pause', paused: false };
  return { ask: args.includes(HIDDEN_ARGUMENT) ? 'nothing' : 'show' };
}
