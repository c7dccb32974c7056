/** Which company this PC has open. One small file in Matchbook's own folder; everything else is in the company's store. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { MatchbookError } from '../shared/errors.ts';

/** demo: the demo company. live, test: the user's own, with the gateways' live or test keys; each has its own store. */
const Profile = z.object({
  open: z.enum(['none', 'demo', 'live', 'test']),
  /** Where each company's backups go, if not beside it: known here too, for when the company's own file is damaged. */
  backupFolders: z.partialRecord(z.enum(['demo', 'live', 'test']), z.string()).default({}),
  /** The first-run tour was shown. */
  tourSeen: z.boolean().default(false),
});
type Profile = z.infer<typeof Profile>;
export type CompanyName = 'demo' | 'live' | 'test';

export interface ProfileFile {
  /** Null before anything was connected. */
  openCompany(): CompanyName | null;
  setOpenCompany(name: CompanyName | null): void;
  /** Null: the folder beside the company file. */
  backupFolder(name: CompanyName): string | null;
  setBackupFolder(name: CompanyName, folder: string | null): void;
  tourSeen(): boolean;
  setTourSeen(): void;
  /** Where the company's store is. */
  storeFile(name: CompanyName): string;
  companyDirectory(name: CompanyName): string;
}

export function profileFile(directory: string): ProfileFile {
  const file = join(directory, 'profile.json');
  const write = (profile: Profile): void => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(profile)}\n`);
    renameSync(`${file}.new`, file);
  };
  const companyDirectory = (name: CompanyName): string => join(directory, name);
  return {
    openCompany: () => {
      const open = read(file).open;
      return open === 'none' ? null : open;
    },
    setOpenCompany: (name) => write({ ...read(file), open: name ?? 'none' }),
    backupFolder: (name) => read(file).backupFolders[name] ?? null,
    setBackupFolder: (name, folder) => {
      const { [name]: _, ...others } = read(file).backupFolders;
      write({ ...read(file), backupFolders: folder === null ? others : { ...others, [name]: folder } });
    },
    tourSeen: () => read(file).tourSeen,
    setTourSeen: () => write({ ...read(file), tourSeen: true }),
    companyDirectory,
    storeFile: (name) => join(companyDirectory(name), 'company.db'),
  };
}

function read(file: string): Profile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { open: 'none', backupFolders: {}, tourSeen: false };
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
