/** Which way each field goes at first: into the side that is empty, or that does not have the customer. What differs is asked. */
import type { CustomerDetail } from '../../shared/api.ts';
import type { CustomerField } from '../../shared/customers.ts';

export type Direction = 'keep' | 'to_ledger' | 'to_gateway';

export function directionsOf(
  { row, fields }: CustomerDetail,
  allowed: { readonly toLedger: boolean; readonly toGateway: boolean },
): Map<CustomerField, Direction> {
  const directions = new Map<CustomerField, Direction>();
  for (const field of fields) {
    const toLedger = allowed.toLedger && field.asWrittenToLedger !== null && (field.gateway ?? '') !== '';
    const toGateway = allowed.toGateway && field.asWrittenToGateway !== null && (field.ledger ?? '') !== '';
    if (row.key.customerNo === null) directions.set(field.field, toLedger ? 'to_ledger' : 'keep');
    else if (row.key.externalId === null) directions.set(field.field, toGateway ? 'to_gateway' : 'keep');
    else if (field.is === 'only_gateway' && toLedger) directions.set(field.field, 'to_ledger');
    else if (field.is === 'only_ledger' && toGateway) directions.set(field.field, 'to_gateway');
    else directions.set(field.field, 'keep');
  }
  return directions;
}
