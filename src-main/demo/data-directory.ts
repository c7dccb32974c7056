/**
 * The folder of a demo company: which world it holds, and where the ledger's files are. The world itself is made anew at
 * each start, from the same seed; only what was posted to the ledger, and what happened at Stripe since, is kept.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Raised when the tables or the world change: an older folder is then made anew. */
const FORMAT = 1;

const Elsewhere = z.object({
  paytrace: z.number().int().min(0),
  opayo: z.number().int().min(0),
  wooshpay: z.number().int().min(0),
});

export const Manifest = z.object({
  format: z.literal(FORMAT),
  seed: z.number().int(),
  payments: z.number().int().min(1),
  today: z.iso.date(),
  elsewhere: Elsewhere,
});
export type Manifest = z.infer<typeof Manifest>;
export type WantedWorld = Partial<Omit<Manifest, 'format' | 'elsewhere'>> & {
  readonly elsewhere?: Partial<z.infer<typeof Elsewhere>>;
};

const DEFAULT_SEED = 1;
const DEFAULT_PAYMENTS = 400;

export class DemoDataError extends Error {
  readonly code = 'DEMO_DATA';
}

export interface DemoFolder {
  readonly manifest: Manifest;
  /** True when the ledger is to be filled: the folder is new, was left half made, or is of an older format. */
  readonly isNew: boolean;
  readonly ledgerDirectory: string;
  readonly stripeJournal: string;
  /** To be called when the ledger is filled: from then on a start takes what is there. */
  seal(): void;
  /** Removes everything that the demo put there, and nothing else. */
  clear(): void;
}

function readManifest(file: string): Manifest | null {
  if (!existsSync(file)) return null;
  try {
    const parsed = Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function contradiction(kept: Manifest, wanted: WantedWorld): string | null {
  for (const name of ['seed', 'payments', 'today'] as const) {
    const asked = wanted[name];
    if (asked !== undefined && asked !== kept[name]) return `${name} ${kept[name]}, not ${asked}`;
  }
  for (const [name, asked] of Object.entries(wanted.elsewhere ?? {})) {
    const has = kept.elsewhere[name as keyof typeof kept.elsewhere];
    if (asked !== undefined && asked !== has) return `${has} payments at ${name}, not ${asked}`;
  }
  return null;
}

/**
 * Opens the folder, or prepares a new one. What is not asked for is as it was when the folder was made.
 * Throws DemoDataError when the folder holds another world than the one asked for.
 */
export function openDemoFolder(directory: string, wanted: WantedWorld, now: Date): DemoFolder {
  const file = join(directory, 'demo-company.json');
  const ledgerDirectory = join(directory, 'ledger');
  const stripeJournal = join(directory, 'stripe-since.jsonl');
  const kept = readManifest(file);
  if (kept) {
    const difference = contradiction(kept, wanted);
    if (difference !== null) {
      throw new DemoDataError(
        `The demo company in ${directory} was made with ${difference}. It was left as it is. Choose another folder, or reset the demo.`,
      );
    }
  }
  const manifest: Manifest = kept ?? {
    format: FORMAT,
    seed: wanted.seed ?? DEFAULT_SEED,
    payments: wanted.payments ?? DEFAULT_PAYMENTS,
    today: wanted.today ?? now.toISOString().slice(0, 10),
    elsewhere: { paytrace: 0, opayo: 0, wooshpay: 0, ...wanted.elsewhere },
  };
  const clear = (): void => {
    rmSync(file, { force: true });
    rmSync(ledgerDirectory, { recursive: true, force: true });
    rmSync(stripeJournal, { force: true });
  };
  if (!kept) clear();
  mkdirSync(ledgerDirectory, { recursive: true });
  return {
    manifest,
    isNew: kept === null,
    ledgerDirectory,
    stripeJournal,
    seal() {
      const half = `${file}.new`;
      writeFileSync(half, `${JSON.stringify(manifest, null, 2)}\n`);
      renameSync(half, file);
    },
    clear,
  };
}
