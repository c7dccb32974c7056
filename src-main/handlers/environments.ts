/** Which of the three companies of this PC is open: live, test, demo. Each is a file of its own; opening one closes another. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AppStatus, CallOutput, Environment, EnvironmentRow } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { Instant } from '../../shared/model.ts';
import { backupFolder, keepAside } from '../backup/index.ts';
import { settingOf } from '../store/index.ts';
import { companyNameIn } from '../workspace/settings.ts';
import type { Hand } from './hand.ts';
import { appStatus } from './status.ts';
import { runInBackground } from './watch.ts';

export function environments(hand: Hand): EnvironmentRow[] {
  return (['live', 'test', 'demo'] as const).map((environment) => {
    const file = hand.storeFile(environment);
    const there = existsSync(file) ? statSync(file) : null;
    const facts = {
      environment,
      file,
      bytes: there?.size ?? 0,
      changedAt: there === null ? null : Instant.parse(there.mtime.toISOString()),
    };
    const open = hand.openSession()?.company;
    if (open?.name === environment) return { ...facts, state: 'open', company: open.settings().companyName };
    if (hand.damaged()?.company === environment) return { ...facts, state: 'unreadable', company: null };
    if (there === null) return { ...facts, state: 'none', company: null };
    const company = companyNameOf(file);
    return { ...facts, state: company === null ? 'unreadable' : 'closed', company };
  });
}

/** Throws MatchbookError ENVIRONMENT_NOT_SET_UP; what was open stays open then. */
export async function openEnvironment(hand: Hand, environment: Environment): Promise<AppStatus> {
  const open = hand.openSession()?.company.name;
  if (open === environment) return appStatus(hand);
  const isDamaged = hand.damaged()?.company === environment;
  if (environment !== 'demo' && !isDamaged && !existsSync(hand.storeFile(environment))) {
    throw notSetUp(environment);
  }
  const isNew = !existsSync(hand.storeFile(environment));
  try {
    await hand.openStored(environment);
  } catch (error) {
    // The demo's servers did not start, say: whoever was here stays here.
    if (open !== undefined && hand.openSession() === null) await hand.open(open, null);
    throw error;
  }
  const session = hand.openSession();
  if (isNew && session) runInBackground(hand, () => session.runs.run(null, 'first import'));
  announceAll(hand);
  return appStatus(hand);
}

/** What cannot be opened is moved, never deleted; then nothing is connected, as on a first start. */
export async function startEmpty(hand: Hand): Promise<CallOutput<'setup.keepAside'>> {
  const damaged = hand.damaged();
  if (damaged === null) throw notDamaged();
  const keptAside = keepAside(damaged.file, damaged.company, hand.now());
  await hand.leave();
  announceAll(hand);
  return { keptAside, status: appStatus(hand) };
}

export async function openFolder(
  hand: Hand,
  folder: 'company' | 'backups' | 'program',
): Promise<CallOutput<'setup.openFolder'>> {
  const path = folderPath(hand, folder);
  mkdirSync(path, { recursive: true });
  return { opened: await hand.openFolder(path), path };
}

function folderPath(hand: Hand, folder: 'company' | 'backups' | 'program'): string {
  const name = hand.openSession()?.company.name ?? hand.damaged()?.company;
  if (folder === 'program' || name === undefined) return hand.directory;
  const file = hand.storeFile(name);
  return folder === 'company' ? dirname(file) : backupFolder(file, hand.backupFolder(name));
}

function announceAll(hand: Hand): void {
  hand.emit({
    type: 'changed',
    topics: ['status', 'review', 'payouts', 'history', 'dead_letters', 'settings'],
  });
}

function companyNameOf(file: string): string | null {
  try {
    return companyNameIn(settingOf(file, 'company'));
  } catch (error) {
    // Said when it is opened, with what to do; here it is one word of a list.
    if (error instanceof MatchbookError) return null;
    throw error;
  }
}

function notSetUp(environment: Environment): MatchbookError {
  return new MatchbookError('ENVIRONMENT_NOT_SET_UP', {
    happened: `No ${environment} company has been connected on this computer yet.`,
    kept: 'The company that is open stays open.',
    todo: 'Connect its ledger first: choose “Set up” beside it.',
  });
}

function notDamaged(): MatchbookError {
  return new MatchbookError('COMPANY_NOT_DAMAGED', {
    happened: 'The company file can be opened, so it was not put aside.',
    kept: 'Nothing was changed.',
    todo: 'Look at the window again; nothing needs to be done.',
  });
}
