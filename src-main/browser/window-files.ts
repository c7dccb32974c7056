import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, posix } from 'node:path';

export interface WindowFile {
  readonly type: string;
  readonly body: Buffer;
  /** Its name carries a hash of its content, so a copy of it never goes stale. */
  readonly hashed: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/** The window is a few megabytes; more than this is the wrong folder. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Every file of the built window, by the exact path it is asked for. A path that is not a key is not there: nothing of a
 * request ever reaches the file system. Throws when the folder has no index.html or is far too large.
 */
export function loadWindowFiles(directory: string): ReadonlyMap<string, WindowFile> {
  const files = new Map<string, WindowFile>();
  let total = 0;
  const read = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const address = posix.join(prefix, entry.name);
      if (entry.isDirectory()) {
        read(path, address);
        continue;
      }
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || type === undefined) continue;
      total += statSync(path).size;
      if (total > MOST_BYTES) throw new Error(`${directory} is too large to be the built window.`);
      files.set(address, { type, body: readFileSync(path), hashed: HASHED.test(address) });
    }
  };
  read(directory, '/');
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`${directory} has no index.html: build the window first.`);
  files.set('/', index);
  return files;
}
