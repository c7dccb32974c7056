/** Which company this PC has open. One small file in Matchbook's own folder; everything else is in the company's store. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { MatchbookError } from '../shared/errors.ts';

/** demo: the demo company. live, test: the user's own, with the gateways' live or test keys; each has its own store. */
const Profile = z.object({ open: z.enum(['none', 'demo', 'live', 'test']) });
export type CompanyName = 'demo' | 'live' | 'test';

export interface ProfileFile {
  /** Null before anything was connected. */
  openCompany(): CompanyName | null;
  setOpenCompany(name: CompanyName | null): void;
  /** Where the company's store is. */
  storeFile(name: CompanyName): string;
  companyDirectory(name: CompanyName): string;
}

export function profileFile(directory: string): ProfileFile {
  const file = join(directory, 'profile.json');
  const companyDirectory = (name: CompanyName): string => join(directory, name);
  return {
    openCompany: () => {
      const open = read(file).open;
      return open === 'none' ? null : open;
    },
    setOpenCompany: (name) => {
      mkdirSync(directory, { recursive: true });
      const profile: z.infer<typeof Profile> = { open: name ?? 'none' };
      writeFileSync(`${file}.new`, `${JSON.stringify(profile)}\n`);
      renameSync(`${file}.new`, file);
    },
    companyDirectory,
    storeFile: (name) => join(companyDirectory(name), 'company.db'),
  };
}

function read(file: string): z.infer<typeof Profile> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { open: 'none' };
    throw unreadable(file, error);
  }
  try {
    return Profile.parse(JSON.parse(text));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): MatchbookError {
  return new MatchbookError(
    'PROFILE_UNREADABLE',
    {
      happened: `The file ${file}, which says what company is open, cannot be read.`,
      kept: 'The companies’ own files were not touched.',
      todo: 'Delete that one file and start Matchbook again; then connect the company as before, and its history is there.',
    },
    { cause },
  );
}
