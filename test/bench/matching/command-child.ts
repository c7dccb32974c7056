/**
 * A command of the command line in a process of its own, as `npm run cli` starts it, so that its peak memory is its own.
 * After its output comes a line with the processor time of the whole process, all of its threads together.
 */
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(process.stdout.fd, `${JSON.stringify({ cpuMs: Math.round((user + system) / 1000) })}\n`);
});
await import('../../../src-main/cli.ts');
