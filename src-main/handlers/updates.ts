/** Newer versions, where the host has a way to them, and the licences of what Matchbook is made of. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type Handlers, ThirdPartyNotice, type UpdateState } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { Hand } from './hand.ts';

/** What a host that can be updated brings along. */
export interface UpdateService {
  state(): UpdateState;
  check(): Promise<UpdateState>;
  install(): Promise<UpdateState>;
  setAutomatic(automatic: boolean): UpdateState;
}

type UpdateHandlers = Pick<Handlers, Extract<keyof Handlers, `updates.${string}` | `about.${string}`>>;

export function updateHandlers({ updates, noticesFile }: Hand): UpdateHandlers {
  return {
    'updates.state': async () => updates?.state() ?? null,
    // Not awaited to its end: what it finds is told by events.
    'updates.check': async () => (await updates?.check()) ?? null,
    'updates.install': async () => {
      if (updates === null) return null;
      // The program ends before this would be over.
      void updates.install();
      return updates.state();
    },
    'updates.setAutomatic': async ({ automatic }) => updates?.setAutomatic(automatic) ?? null,
    'about.notices': () => readNotices(noticesFile),
  };
}

async function readNotices(file: string | null): Promise<ThirdPartyNotice[]> {
  try {
    return z.array(ThirdPartyNotice).parse(JSON.parse(await readFile(file ?? '', 'utf8')));
  } catch (cause) {
    throw new MatchbookError(
      'NOTICES_MISSING',
      {
        happened: 'The list of the packages that Matchbook is made of cannot be read.',
        kept: 'Nothing else depends on it.',
        todo: 'Install Matchbook again, or look into the file third-party-notices.json in its folder.',
      },
      { cause },
    );
  }
}
