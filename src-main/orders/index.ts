/**
 * Paid web orders on their way to sales orders of the ledger: which article, which customer, which payment, and the order as it would be
 * written. Pure; imports shared/ and customers/ alone. Called by workspace/. Nothing unknown is ever created in silence.
 */
export { numberFor } from './number.ts';
export { ordersFile } from './orders-file.ts';
export { foldDescription, type OrderKnowledge, proposeOrder, unitPrice } from './propose.ts';
