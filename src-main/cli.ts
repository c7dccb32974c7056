/** Entry point of the command line: `npm run -s cli -- <command> …`. Each command is one file in cli/. */
import './node-version.ts';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { MatchbookError } from '../shared/errors.ts';
import type { CommandIo } from './cli/io.ts';

/** A command as it is run here: with the process's own streams, which can also say when they are full. */
type ProcessCommand = (
  args: string[],
  io: CommandIo & { readonly stdout: Writable; readonly stderr: Writable },
) => Promise<number>;

interface Entry {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Loaded when it is run, so that matching two files does not load a database driver. */
  load(): Promise<ProcessCommand>;
}

const commands: readonly Entry[] = [
  {
    name: 'demo',
    usage: 'demo [--seed N] [--payments N] [--approve ready|none] [--json]',
    summary: 'the whole job on the demo company: sync, match, approve, post, tie out',
    load: async () => (await import('./cli/demo.ts')).demoCommand,
  },
  {
    name: 'match',
    usage: 'match --open-items FILE --transactions FILE [--json]',
    summary: 'the matching engine alone, on two CSV files',
    load: async () => (await import('./cli/match.ts')).matchCommand,
  },
  {
    name: 'check',
    usage:
      'check --ledger sage-pro --server H --port P --database PRO01 --user U [--encrypt] [--trust-certificate] [--json]',
    summary: 'read a ledger’s schema and say whether it can be read and posted to',
    load: async () => (await import('./cli/check.ts')).checkCommand,
  },
  {
    name: 'post',
    usage: 'post --ledger sage-pro --server H --port P --database PRO01 --user U --receipts FILE [--json]',
    summary: 'post approved receipts from a CSV file, exactly once',
    load: async () => (await import('./cli/post.ts')).postCommand,
  },
  {
    name: 'sync',
    usage: 'sync [--json]',
    summary: 'poll the connected gateways and the ledger, and match what is new',
    load: async () => (await import('./cli/sync.ts')).syncCommand,
  },
  {
    name: 'report',
    usage: 'report [payouts] [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--json]',
    summary: 'tie out a period: gateway total = posted + awaiting + explained',
    load: async () => (await import('./cli/report.ts')).reportCommand,
  },
  {
    name: 'audit',
    usage: 'audit [--json]',
    summary: 'prove that the audit trail is whole',
    load: async () => (await import('./cli/audit.ts')).auditCommand,
  },
];

function help(): string {
  const rows = commands.map((entry) => `  ${entry.usage}\n      ${entry.summary}\n`).join('');
  return `Matchbook on the command line.\n\n${rows}\nPasswords are read from MATCHBOOK_SQL_PASSWORD, never from an argument.\n`;
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const entry = commands.find((candidate) => candidate.name === name);
  if (!entry) {
    process.stderr.write(`There is no command "${name}".\n\n${help()}`);
    return 2;
  }
  try {
    const command = await entry.load();
    return await command(args, { stdout: process.stdout, stderr: process.stderr, env: process.env });
  } catch (error) {
    if (error instanceof MatchbookError) {
      process.stderr.write(`${error.message} (${error.code})\n`);
    } else if (
      error instanceof TypeError &&
      'code' in error &&
      String(error.code).startsWith('ERR_PARSE_ARGS')
    ) {
      process.stderr.write(`${error.message}\nUsage: ${entry.usage}\n`);
    } else {
      process.stderr.write(
        `Something unforeseen went wrong; nothing more was done.\n${String(error instanceof Error ? error.stack : error)}\n`,
      );
    }
    return 2;
  }
}

// Half of a short command's time goes into compiling. Beside the packages, where only who may change the program can
// write; where this process can't, nothing is kept and all else is the same.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'matchbook'));
process.exitCode = await main();
