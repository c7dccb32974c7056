/**
 * What `npm start` needs from a source checkout, and nothing else uses: building the window's files, finding or fetching
 * Electron, handing over to what was built. The installed app starts at main.ts and never comes here.
 */
export { ensureBuilt } from './build.ts';
export { findElectron } from './electron-binary.ts';
export { handOver } from './hand-over.ts';
