/** Where Matchbook keeps its stores on this PC. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * MATCHBOOK_HOME when it is set; else the folder that the system gives programs for their own files. The same folder for
 * every host, so that the command line sees what the window sees. (Electron's userData is the same path by design.)
 */
export function homeDirectory(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.MATCHBOOK_HOME) return env.MATCHBOOK_HOME;
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Matchbook');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Matchbook');
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Matchbook');
}
