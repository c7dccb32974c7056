/**
 * The `match` command in a process of its own, so that its peak memory is its own. Arguments as for the command; after
 * its output comes a line with the processor time of the whole process, all of its threads together.
 */
import { matchCommand } from '../../../src-main/cli/match.ts';

process.exitCode = await matchCommand(process.argv.slice(2), process);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMs: Math.round((user + system) / 1000) }));
