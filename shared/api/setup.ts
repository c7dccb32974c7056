/** Calls of first start, the connection wizard and the settings. */
import * as z from 'zod';
import { ConnectionId, GatewayName, Instant, LedgerAccount } from '../model.ts';
import { Currency } from '../money.ts';
import { Preflight } from '../preflight.ts';
import { call } from './call.ts';

/** A field of a connection form, so that a new connector needs no new form. */
export const FormField = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  /** sign_in: its value is the id of a sign-in that went through (see setup.signIn). */
  kind: z.enum(['text', 'password', 'number', 'switch', 'account', 'choice', 'sign_in']),
  required: z.boolean(),
  initial: z.string(),
  /** Of a choice. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Of a choice that is known only after signing in: the name of the sign_in field. */
  choicesFrom: z.string().optional(),
  /** Left as it is by most: shown folded. */
  advanced: z.boolean().optional(),
  /** Signs in with it: what is typed anew when a key is replaced. */
  credential: z.boolean().optional(),
  /** Names the account or the books: stays as it was connected, because the records would mix. */
  fixed: z.boolean().optional(),
});
export type FormField = z.infer<typeof FormField>;

export const ConnectorForm = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  fields: z.array(FormField),
});
export type ConnectorForm = z.infer<typeof ConnectorForm>;

export const FormValues = z.record(z.string(), z.string().max(2000));
export type FormValues = z.infer<typeof FormValues>;

/** What signing in brought to choose among; `sets` are other fields that follow from the choice. */
export const SignInChoice = z.object({
  value: z.string(),
  label: z.string(),
  sets: z.record(z.string(), z.string()),
});
export type SignInChoice = z.infer<typeof SignInChoice>;

export const SignInState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  /** What it brought stays with the program; the window gets to see the name and the choices. */
  z.object({ state: z.literal('done'), account: z.string(), choices: z.array(SignInChoice) }),
  z.object({
    state: z.literal('failed'),
    failure: z.object({ code: z.string(), happened: z.string(), kept: z.string(), todo: z.string() }),
  }),
]);
export type SignInState = z.infer<typeof SignInState>;

export const FieldProblem = z.object({ field: z.string(), message: z.string() });

export const ConnectionState = z.object({
  id: ConnectionId,
  kind: z.enum(['ledger', 'gateway']),
  connector: z.string(),
  title: z.string(),
  environment: z.enum(['test', 'live']).nullable(),
  paused: z.boolean(),
  lastSyncAt: Instant.nullable(),
  nextSyncAt: Instant.nullable(),
  problem: z.string().nullable(),
});
export type ConnectionState = z.infer<typeof ConnectionState>;

/** demo: the demo company. live, test: the user's own. Each is a company file of its own; they are never mixed. */
export const Environment = z.enum(['live', 'test', 'demo']);
export type Environment = z.infer<typeof Environment>;

/** A company file that could not be opened, and why. */
export const Damage = z.object({
  environment: Environment,
  file: z.string(),
  code: z.string(),
  happened: z.string(),
  kept: z.string(),
  todo: z.string(),
});
export type Damage = z.infer<typeof Damage>;

export const EnvironmentRow = z.object({
  environment: Environment,
  /** none: never set up. unreadable: there is a file, but no company can be read from it. */
  state: z.enum(['open', 'closed', 'none', 'unreadable']),
  company: z.string().nullable(),
  file: z.string(),
  bytes: z.number().int(),
  changedAt: Instant.nullable(),
});
export type EnvironmentRow = z.infer<typeof EnvironmentRow>;

export const AppStatus = z.object({
  version: z.string(),
  /**
   * fresh: nothing is connected; offer the demo and the wizard. ready: there is a ledger and a gateway. damaged: the company
   * file that should be open cannot be; see `damage`.
   */
  phase: z.enum(['fresh', 'ready', 'damaged']),
  damage: Damage.nullable(),
  /** Of the company that is open, or should be. */
  environment: Environment.nullable(),
  demo: z.boolean(),
  company: z.string().nullable(),
  baseCurrency: Currency.nullable(),
  timeZone: z.string(),
  /** The region's locale as the operating system has it (BCP 47); null where the host cannot tell. */
  locale: z.string().nullable(),
  secretsKept: z.object({ persistent: z.boolean(), message: z.string().nullable() }),
  connections: z.array(ConnectionState),
  working: z.object({ task: z.string(), progress: z.number().nullable() }).nullable(),
  /** Why nothing runs by itself though no one paused it: the PC is on battery, and the settings say to wait. */
  scheduleHeld: z.enum(['on_battery']).optional(),
});
export type AppStatus = z.infer<typeof AppStatus>;

export const GatewayTest = z.object({
  ok: z.boolean(),
  account: z.string().nullable(),
  environment: z.enum(['test', 'live']).nullable(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type GatewayTest = z.infer<typeof GatewayTest>;

export const Schedule = z.discriminatedUnion('every', [
  z.object({ every: z.literal('minutes'), minutes: z.number().int().min(1).max(720) }),
  z.object({ every: z.literal('hour') }),
  z.object({
    every: z.literal('times'),
    times: z.array(z.string().regex(/^\d{2}:\d{2}$/)).min(1),
    workingDays: z.boolean(),
  }),
]);
export type Schedule = z.infer<typeof Schedule>;

export const NotificationKind = z.enum(['needs_you', 'sync_failed', 'payout', 'posting_failed']);
export type NotificationKind = z.infer<typeof NotificationKind>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const NotificationChoices = z.object({
  /** needs_you: new payments wait for a decision. payout: missing, or other than what it is made of. */
  kinds: z.record(NotificationKind, z.boolean()),
  /** Wall-clock times of this PC; both null: no quiet hours. A span over midnight is one. */
  quietFrom: TimeOfDay.nullable(),
  quietTo: TimeOfDay.nullable(),
});
export type NotificationChoices = z.infer<typeof NotificationChoices>;

const ALL_NOTIFICATIONS: NotificationChoices = {
  kinds: { needs_you: true, sync_failed: true, payout: true, posting_failed: true },
  quietFrom: null,
  quietTo: null,
};

export const Settings = z.object({
  /** Of every gateway that has none of its own. */
  schedule: Schedule,
  /** Of single gateways, by connection id. */
  schedules: z.record(z.string(), Schedule).default({}),
  /** Off unless the user turned it on: bands that are approved without a person. */
  autoApprove: z.object({ band: z.enum(['none', 'ready']), limitMinor: z.number().int().min(0) }),
  overpayment: z.enum(['review', 'on_account', 'nothing']),
  theme: z.enum(['system', 'light', 'dark']),
  userName: z.string().min(1).max(60),
  // With defaults, since companies were saved before there was a choice.
  notifications: NotificationChoices.default(ALL_NOTIFICATIONS),
  onBattery: z.enum(['as_usual', 'pause_schedules']).default('as_usual'),
});
export type Settings = z.infer<typeof Settings>;

export const setupCalls = {
  'app.status': call(z.object({}), AppStatus),
  'setup.startDemo': call(z.object({}), AppStatus),
  'setup.connectors': call(
    z.object({}),
    z.object({ ledgers: z.array(ConnectorForm), gateways: z.array(ConnectorForm) }),
  ),
  'setup.testLedger': call(
    z.object({ connector: z.string(), values: FormValues }),
    z.object({
      problems: z.array(FieldProblem),
      preflight: Preflight.nullable(),
      accounts: z.array(LedgerAccount),
    }),
  ),
  'setup.testGateway': call(
    z.object({ connector: GatewayName, values: FormValues }),
    z.object({ problems: z.array(FieldProblem), test: GatewayTest.nullable() }),
  ),
  /**
   * Opens the ledger's own sign-in page in the system's browser; where the host has none to open, the window opens `url`.
   * With a connection's id its stored settings are used instead of `values`. A new one ends the one that waits.
   */
  'setup.signIn': call(
    z.object({ connector: z.string(), values: FormValues, connectionId: ConnectionId.optional() }),
    z.object({
      problems: z.array(FieldProblem),
      signIn: z.object({ id: z.string(), url: z.string(), opened: z.boolean() }).nullable(),
    }),
  ),
  /** Answers as soon as it is settled, after some seconds in any case. */
  'setup.signInState': call(z.object({ id: z.string() }), SignInState),
  'setup.signInCancel': call(z.object({ id: z.string() }), z.object({})),
  /** A connection that stays what it is gets the credentials of a new sign-in, once they were tried. */
  'setup.renewSignIn': call(z.object({ connectionId: ConnectionId, signInId: z.string() }), AppStatus),
  'setup.saveLedger': call(
    z.object({
      connector: z.string(),
      title: z.string(),
      values: FormValues,
      /** Test and live records are kept in stores of their own. */
      environment: z.enum(['live', 'test']).default('live'),
    }),
    AppStatus,
  ),
  'setup.saveGateway': call(
    z.object({ connector: GatewayName, title: z.string(), values: FormValues, importFrom: Instant }),
    AppStatus,
  ),
  /**
   * New credentials for a connection that stays what it is. Tried first; only when the test passes do they take the place of
   * the old ones. An empty value keeps what is there.
   */
  'setup.rotateSecret': call(
    z.object({ connectionId: ConnectionId, values: FormValues }),
    z.object({ problems: z.array(FieldProblem), test: GatewayTest.nullable(), replaced: z.boolean() }),
  ),
  'setup.disconnect': call(z.object({ connectionId: ConnectionId }), AppStatus),
  'setup.reset': call(z.object({ confirm: z.literal('leave the demo') }), AppStatus),
  /** The three companies that this PC can hold, open or not. */
  'setup.environments': call(z.object({}), z.array(EnvironmentRow)),
  /**
   * Closes the company that is open and opens another; also tries a damaged one again. When that one cannot be opened, the
   * answer's phase is `damaged`.
   */
  'setup.openEnvironment': call(z.object({ environment: Environment }), AppStatus),
  /** Moves a company file that cannot be opened aside; what follows is a first start. */
  'setup.keepAside': call(
    z.object({ confirm: z.literal('keep the damaged file aside') }),
    z.object({ keptAside: z.string().nullable(), status: AppStatus }),
  ),
  /** Shows a folder in the file manager of this PC; false where there is none. */
  'setup.openFolder': call(
    z.object({ folder: z.enum(['company', 'backups', 'program']) }),
    z.object({ opened: z.boolean(), path: z.string() }),
  ),
  'settings.get': call(z.object({}), Settings),
  'settings.save': call(Settings, Settings),
};
