/** Remembering how the catalog was, so that DDL inside a transaction is rolled back with it. */
import type { CatalogObject } from '../catalog/model.ts';
import type { Session } from './session.ts';

export const recordObject = (session: Session, id: number, before: CatalogObject | null): void => {
  const { open } = session;
  if (open === null) return;
  open.entries.push({ kind: 'object', id, before });
  session.server.store.saveObjectUndo(open.descriptor, id, before);
};
