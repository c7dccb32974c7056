/** Takes the lock of the company file that it is given, says so, and keeps it until it is ended. */
import { lockCompany } from '../../src-main/store/index.ts';

lockCompany(process.argv[2] ?? '', { program: 'Matchbook in the browser', now: () => new Date() });
process.stdout.write('locked\n');
setInterval(() => undefined, 60_000);
