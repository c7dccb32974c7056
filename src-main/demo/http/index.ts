/**
 * What the gateway simulators share: a small HTTP server on loopback that can be told to misbehave. Knows no gateway;
 * imports Node only. Called by ../stripe, ../paytrace, ../opayo, ../wooshpay and ../shopify.
 */
export {
  createFaults,
  type FaultState,
  type Faults,
  type Misbehaviour,
  type PageChange,
  reordered,
  repeated,
  repeatedWithChange,
} from './faults.ts';
export { type HttpReply, type HttpRequest, type HttpServer, jsonReply, startHttpServer } from './server.ts';
