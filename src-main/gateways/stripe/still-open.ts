/** Another look at what was not final: pending charges and refunds, open disputes, payouts on their way. */
import type { GatewayPage } from '../port.ts';
import { givePayoutParts } from './payout-pages.ts';
import type { Pull } from './pull.ts';
import { refresh } from './refresh.ts';
import type { OpenKind } from './stripe-cursor.ts';

const KINDS: readonly OpenKind[] = ['payouts', 'refunds', 'charges', 'intents', 'disputes'];
/** Of each kind, at one poll; the longest unseen first, because a look puts an id at the end of its list. */
const AT_ONCE = 100;
const PER_PAGE = 20;

export async function* lookAtOpen(pull: Pull): AsyncGenerator<GatewayPage> {
  for (const kind of KINDS) {
    const ids = pull.position.open[kind].slice(0, AT_ONCE);
    for (let at = 0; at < ids.length; at += PER_PAGE) {
      const collected = pull.collector();
      const looked = ids.slice(at, at + PER_PAGE);
      for (const id of looked) await refresh(pull, kind, id, collected);
      yield pull.page(collected, null);
      if (kind !== 'payouts') continue;
      const isFinal = looked.filter((id) => !pull.position.open.payouts.includes(id));
      for (const id of isFinal) yield* givePayoutParts(pull, id, null);
    }
  }
}
