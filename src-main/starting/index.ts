/**
 * What `npm start` needs from a source checkout, and nothing else uses: building the window's files, finding or fetching
 * Electron, opening the user's browser. The installed app starts at main.ts and never comes here.
 */
export { ensureBuilt } from './build.ts';
export { findElectron } from './electron-binary.ts';
export { NOTICES_FILE } from './notices.ts';
export { openInBrowser } from './open-browser.ts';
