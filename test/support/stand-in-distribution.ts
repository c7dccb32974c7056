/**
 * A folder that electron-builder takes for Electron's own distribution, where the real one is not to be had: the files that it
 * copies and renames, and in the program a wire of fuses as Electron's has it (github.com/electron/fuses), all of them on.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 8;
const ON = '1';

export function standInDistribution(directory: string, version: string): void {
  mkdirSync(join(directory, 'resources'), { recursive: true });
  mkdirSync(join(directory, 'locales'), { recursive: true });
  const program = join(directory, 'electron');
  const wire = Buffer.concat([
    Buffer.from(`#!/bin/sh\nexit 1\n${FUSE_SENTINEL}`),
    Buffer.from([1, FUSES]),
    Buffer.from(ON.repeat(FUSES)),
  ]);
  writeFileSync(program, wire);
  chmodSync(program, 0o755);
  writeFileSync(join(directory, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(directory, name), `${name}\n`);
}

/** The fuses of a program as electron-builder left it, in their order on the wire; true: on. */
export function fusesOf(program: Buffer): boolean[] {
  const at = program.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length;
  if (at < FUSE_SENTINEL.length) throw new Error('There are no fuses in the program.');
  const length = program[at + 1] ?? 0;
  return [...program.subarray(at + 2, at + 2 + length)].map((state) => String.fromCharCode(state) === ON);
}
