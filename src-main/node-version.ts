/**
 * Imported first by every entry point: better-sqlite3's binary ends the process without a word on a Node that is too
 * old, so say it in a sentence before that can happen.
 */
const REQUIRED_MAJOR = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < REQUIRED_MAJOR) {
  process.stderr.write(
    `Matchbook needs Node ${REQUIRED_MAJOR}, and this is Node ${process.versions.node}. ` +
      'Nothing was started. Start it through npm (npm start, npm run cli, npm test), which brings its own Node.\n',
  );
  process.exit(2);
}
