/** `sync`: one run of everything that is connected, as the schedule would do it. Exit status 1 when a connection failed. */
import { parseArgs } from 'node:util';
import type { Command } from './io.ts';
import { withCompany } from './open.ts';

export const syncCommand: Command = async (args, io) => {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  return withCompany(io, 'work', async ({ company, runs }) => {
    const report = await runs.run(null, 'command line');
    const connections = report.syncs.map((sync) =>
      sync.started
        ? {
            connection: company.store.connections.get(sync.run.connectionId).title,
            state: sync.run.state,
            received: sync.run.added + sync.run.changed + sync.run.unchanged,
            rejected: sync.run.rejected,
            problem: sync.run.error,
          }
        : { connection: '', state: 'under way elsewhere', received: 0, rejected: 0, problem: null },
    );
    const { proposed, autoApproved, posted } = report;
    if (values.json) {
      io.stdout.write(`${JSON.stringify({ connections, proposed, autoApproved, posted: posted.posted })}\n`);
    } else {
      for (const it of connections) {
        io.stdout.write(`${it.connection}: ${it.state}, ${it.received} records, ${it.rejected} rejected\n`);
        if (it.problem) io.stderr.write(`${it.connection}: ${it.problem}\n`);
      }
      io.stdout.write(`${proposed} new or changed proposals, ${posted.posted} posted\n`);
    }
    return connections.some(({ state }) => state === 'failed') ? 1 : 0;
  });
};
