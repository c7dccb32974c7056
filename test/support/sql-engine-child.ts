/** A process that the recovery tests kill: opens the engine in the given directory, runs the batches, and waits. */
import { Driver, openEngine } from './sql-session-driver.ts';

const [directory = '', ...batches] = process.argv.slice(2);
const engine = openEngine({ directory });
const driver = new Driver(engine);
for (const sql of batches) await driver.ok(sql);
process.stdout.write('ready\n');
setInterval(() => undefined, 1000);
