/** The `match` command in a process of its own, so that its peak memory is its own. Arguments as for the command. */
import { matchCommand } from '../../../src-main/cli/match.ts';

process.exitCode = await matchCommand(process.argv.slice(2), process);
