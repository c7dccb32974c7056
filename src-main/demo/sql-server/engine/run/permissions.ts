/** Who may do what. */
import { sqlError } from '../errors.ts';
import type { LoginDefinition, Server, TablePermission } from './server.ts';

export interface Permissions {
  /** `user|database.object` → permissions granted (true) or denied (false) by GRANT and DENY. */
  readonly granted: Map<string, Map<string, boolean>>;
}
const tablePermissions: readonly TablePermission[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

export const grantKey = (user: string, database: string, name: string): string =>
  `${user.toLowerCase()}|${database}.${name}`;

const listed = (
  login: LoginDefinition,
  server: Server,
  database: string,
  name: string,
): readonly string[] => {
  const { key } = server.catalog.serverCollation;
  const wanted = key(`${database}.dbo.${name}`);
  const entry = Object.entries(login.grants ?? {}).find(([object]) => key(object) === wanted);
  return entry?.[1] ?? [];
};

/** DENY beats everything; GRANT adds to what the login's definition allows. */
export const permitted = (
  server: Server,
  login: LoginDefinition,
  permission: string,
  database: string,
  name: string,
): boolean => {
  const said = server.grants.get(grantKey(login.user, database, name))?.get(permission);
  if (said !== undefined) return said;
  const wide = login.readOnly !== true && login.grants === undefined;
  if (!tablePermissions.includes(permission as TablePermission)) {
    if (permission === 'CONNECT' || permission === 'VIEW DEFINITION') return true;
    return wide;
  }
  if (wide) return true;
  if (login.grants !== undefined) {
    if (name === '') return false;
    return listed(login, server, database, name).includes(permission);
  }
  return permission === 'SELECT';
};

export const demandPermission = (
  server: Server,
  login: LoginDefinition,
  permission: string,
  object: { database: string; schema: string; name: string; temporary?: boolean },
): void => {
  if (object.temporary === true) return;
  if (!permitted(server, login, permission, object.database, object.name)) {
    throw sqlError(229, permission, object.name, object.database, object.schema);
  }
};

/** 262 when the login may not create objects. */
export const demandDdl = (server: Server, login: LoginDefinition, action: string, database: string): void => {
  if (!permitted(server, login, 'ALTER', database, '')) throw sqlError(262, action, database);
};
