import type { CallOutput } from '../../shared/api.ts';
import { checkBackup, environmentOf, restoreBackup } from '../backup/index.ts';
import { notConnected } from '../workspace/open-company.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { connectionsWithoutSecrets } from './secrets.ts';

/**
 * Closes the company, puts the backup in its place, and opens it. Where nothing is open (a new computer, a damaged file) the
 * backup itself says whose place it takes.
 */
export async function restore(hand: Hand, file: string): Promise<CallOutput<'backup.restore'>> {
  const session = hand.openSession();
  checkBackup(file);
  const name = session?.company.name ?? hand.damaged()?.company ?? environmentOf(file);
  if (name === null) throw notConnected();
  let closed = false;
  try {
    const outcome = await restoreBackup({
      file,
      company: name,
      storeFile: hand.storeFile(name),
      present: session?.company.store ?? null,
      close: async () => {
        closed = true;
        await hand.leave();
      },
      by: session ? userOf(session.company) : 'Matchbook',
      now: hand.now,
    });
    const { company } = await hand.open(name, null);
    hand.emit({
      type: 'changed',
      topics: ['status', 'review', 'payouts', 'history', 'dead_letters', 'settings'],
    });
    return { ...outcome, secretsNeeded: await connectionsWithoutSecrets(company.store, hand.secrets) };
  } catch (error) {
    // What was in use before is still in its place: it is opened again.
    if (session !== null && closed && hand.openSession() === null) await hand.open(name, null);
    throw error;
  }
}
