import { createApp } from '../app.ts';
import { homeDirectory } from '../home.ts';
import { notConnected, type OpenCompany } from '../workspace/open-company.ts';
import type { CommandIo } from './io.ts';

/**
 * Opens the company that this PC has open, for one command, and closes it after. Throws MatchbookError NO_COMPANY, and
 * STORE_IN_USE when the command is to work on a company that another Matchbook has open; reading alone always goes.
 */
export async function withCompany<Result>(
  io: CommandIo,
  access: 'work' | 'read',
  work: (open: OpenCompany) => Promise<Result>,
): Promise<Result> {
  const app = await createApp({
    directory: homeDirectory(io.env),
    background: false,
    access,
    program: 'A command of Matchbook',
  });
  try {
    const open = app.openCompany();
    if (open === null) throw app.damage()?.error ?? notConnected();
    return await work(open);
  } finally {
    await app.close();
  }
}
