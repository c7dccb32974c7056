/** `audit`: recomputes the audit trail's chain of hashes. Exit status 1 when it is broken. */
import { parseArgs } from 'node:util';
import type { Command } from './io.ts';
import { withCompany } from './open.ts';

export const auditCommand: Command = async (args, io) => {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  return withCompany(io, 'read', async ({ company }) => {
    const check = company.store.audit.verify();
    if (values.json) io.stdout.write(`${JSON.stringify(check)}\n`);
    else if (check.ok)
      io.stdout.write(`The audit trail is whole: ${check.events} events, head ${check.head}.\n`);
    else io.stdout.write(`The audit trail is broken. ${check.firstBroken?.reason ?? ''}\n`);
    return check.ok ? 0 : 1;
  });
};
