/**
 * The network cable between one life of a program and the SQL server. Pulled out, every connection through it breaks at
 * once and no new one comes through: what is left of a dead life can no longer reach the books.
 */
import { connect, createServer, type Socket } from 'node:net';

export interface Cable {
  readonly port: number;
  pull(): void;
}

/** `target`: the server's port now; another one after it was restarted. */
export async function layCable(target: () => number): Promise<Cable> {
  const ends = new Set<Socket>();
  const join = (from: Socket, to: Socket): void => {
    ends.add(from);
    from.setNoDelay(true);
    from.on('data', (bytes) => to.write(bytes));
    // Either end's failure is the other's: a broken connection, whatever the reason.
    from.on('error', () => to.destroy());
    from.on('end', () => to.end());
    from.on('close', () => {
      ends.delete(from);
      to.destroy();
    });
  };
  const server = createServer((client) => {
    const onward = connect({ port: target(), host: '127.0.0.1' });
    join(client, onward);
    join(onward, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The cable has no port.');
  return {
    port: address.port,
    pull: () => {
      server.close();
      for (const end of ends) end.destroy();
    },
  };
}
