/** Between the window's forms (all text) and what connectors take (typed settings, and secrets apart). */
import type { ConnectorForm, FormField, FormValues } from '../../shared/api.ts';
import type { GatewayConnector } from '../gateways/index.ts';
import type { LedgerConnector } from '../ledgers/index.ts';

export interface SplitValues {
  readonly settings: Record<string, unknown>;
  readonly credentials: Record<string, string>;
}

export function ledgerForm(connector: LedgerConnector): ConnectorForm {
  const { name, title, summary, form } = connector;
  const credentials = new Set(connector.credentials.map((credential) => credential.name));
  const fields = form.map(
    (field): FormField => (credentials.has(field.name) ? { ...field, credential: true } : { ...field }),
  );
  return { name, title, summary, fields };
}

export function gatewayForm(connector: GatewayConnector): ConnectorForm {
  const { name, title, summary } = connector;
  return { name, title, summary, fields: gatewayFields(connector) };
}

/** The credentials first, then the settings that may be changed. */
export function gatewayFields(connector: GatewayConnector): FormField[] {
  const credentials = connector.credentials.map(
    (field): FormField => ({
      name: field.name,
      label: field.label,
      hint: field.hint,
      kind: field.secret ? 'password' : 'text',
      required: true,
      initial: '',
      credential: true,
    }),
  );
  return [...credentials, ...connector.form];
}

/** What was left empty is left out, so that the settings' own defaults apply. A dot in a name leads into an object. */
export function splitValues(
  fields: readonly FormField[],
  secretNames: ReadonlySet<string>,
  values: FormValues,
): SplitValues {
  const settings: Record<string, unknown> = {};
  const credentials: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name] ?? '';
    if (secretNames.has(field.name)) {
      if (value !== '') credentials[field.name] = value;
    } else if (value.trim() !== '') {
      assign(settings, field.name.split('.'), typed(field, value.trim()));
    }
  }
  return { settings, credentials };
}

export function typed(field: FormField, value: string): string | number | boolean {
  if (field.kind === 'switch') return value === 'true';
  if (field.kind !== 'number') return value;
  const number = Number(value);
  // Text that is no number goes on as it is: the settings' schema then says so, by the field's name.
  return Number.isFinite(number) ? number : value;
}

export function assign(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = (target[head] ?? {}) as Record<string, unknown>;
  target[head] = inner;
  assign(inner, rest, value);
}
