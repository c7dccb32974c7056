/**
 * The program's own log: one line of JSON per event (pino), in Matchbook's own folder, for support and for the diagnostics
 * bundle. A file that is full becomes the old one, and there is only one old one. Whatever is written passes through the
 * redaction last of all, so that no caller can forget it: no key, password or card number is ever in it.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { AppEvent } from '../shared/api.ts';
import { redactLogged } from './diagnostics/redact.ts';

export interface AppLog {
  /** A fault in our own code, or one that nobody foresaw. */
  fault(where: string, error: unknown): void;
  /** What the user is told of: alerts of runs and of the poster. Other events are not logged. */
  event(event: AppEvent): void;
  note(what: string, detail?: Readonly<Record<string, unknown>>): void;
  /** The newest lines, oldest first, as they are in the file. */
  recent(lines: number): string[];
}

export interface LogOptions {
  /** Matchbook's own folder. */
  readonly directory: string;
  readonly now?: () => Date;
  /** Default 2 MB. */
  readonly maxBytes?: number;
  /** Told when the log itself cannot be written (a full disk): the program goes on. */
  readonly onUnwritable?: (error: unknown) => void;
}

const NAME = 'matchbook.log';
const LEVELS = { info: 'info', warning: 'warn', error: 'error' } as const;

export function openLog(options: LogOptions): AppLog {
  const file = join(options.directory, NAME);
  const now = options.now;
  const logger: Logger = pino(
    {
      base: { pid: process.pid },
      timestamp: now ? () => `,"time":"${now().toISOString()}"` : stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    rotatingFile(file, options),
  );
  return {
    fault: (where, error) => logger.error({ where, err: asError(error) }, 'fault'),
    event: (event) => {
      if (event.type !== 'alert') return;
      const { severity, code, title, message, transactionId } = event;
      logger[LEVELS[severity]]({ code, title, transactionId }, message);
    },
    note: (what, detail = {}) => logger.info(detail, what),
    recent: (lines) => {
      const all = [...linesIn(`${file}.old`), ...linesIn(file)];
      return all.slice(-lines);
    },
  };
}

/** A fault may be anything; pino writes type, message, stack and causes of an Error. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Opened for each line: few are written, and a second process (the command line) may write to the same file. */
function rotatingFile(file: string, { directory, maxBytes = 2_000_000, onUnwritable }: LogOptions) {
  return {
    write(line: string): void {
      try {
        mkdirSync(directory, { recursive: true });
        if (sizeOf(file) + line.length > maxBytes) renameSync(file, `${file}.old`);
        appendFileSync(file, redactLine(line), { mode: 0o600 });
      } catch (error) {
        onUnwritable?.(error);
      }
    },
  };
}

function redactLine(line: string): string {
  return `${JSON.stringify(redactLogged(JSON.parse(line)))}\n`;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function linesIn(file: string): string[] {
  if (sizeOf(file) === 0) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
