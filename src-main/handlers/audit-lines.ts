import type { AuditLine } from '../../shared/api.ts';
import { TransactionId } from '../../shared/model.ts';
import type { AuditEvent } from '../store/index.ts';

export function auditLine(event: AuditEvent): AuditLine {
  return {
    sequence: event.seq,
    at: event.at,
    by: event.actor,
    action: event.action,
    sentence: event.sentence,
    transactionId: event.subjectKind === 'transaction' ? TransactionId.parse(event.subjectId) : null,
  };
}
