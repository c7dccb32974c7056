/** One verb against the keychain of the session it is run in; prints what it found as a line of JSON. */
import { ConnectionId } from '../../shared/model.ts';
import { openSecretStore, secretsOf } from '../../src-main/credentials/index.ts';

const verb = process.argv[2];
const connection = ConnectionId.parse('stripe-1');
const store = await openSecretStore({ service: 'Matchbook test' });
if (verb === 'set') await store.set(connection, 'apiKey', process.env.MATCHBOOK_TEST_SECRET ?? '');
if (verb === 'delete') await store.delete(connection, 'apiKey');
const found = verb === 'get' ? await secretsOf(store, connection, ['apiKey', 'other']) : {};
const { persistent, message } = store;
console.log(JSON.stringify({ verb, persistent, message, found }));
