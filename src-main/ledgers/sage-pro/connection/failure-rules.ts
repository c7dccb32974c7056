/**
 * What each error of SQL Server and of the driver means to an accountant. Numbers and texts are from Microsoft's
 * "Database engine events and errors"; codes are tedious's and Node's. The first rule that fits wins.
 */
export interface FailureRule {
  readonly code: string;
  readonly numbers?: readonly number[];
  /** Codes of the driver, of the socket, of OpenSSL. */
  readonly codes?: readonly string[];
  readonly text?: RegExp;
  readonly transient: boolean;
  readonly happened: (facts: FailureFacts) => string;
  readonly todo: string;
}

export interface FailureFacts {
  readonly server: string;
  readonly database: string;
  readonly user: string;
  /** The server's or the driver's own words. */
  readonly words: string;
}

const again = 'Matchbook tries again by itself; if it goes on, look at the server.';

export const FAILURE_RULES: readonly FailureRule[] = [
  {
    code: 'LEDGER_PASSWORD_EXPIRED',
    numbers: [18463, 18464, 18465, 18466, 18467, 18468, 18487, 18488],
    transient: false,
    happened: ({ server, user }) => `The password of ${user} on ${server} has expired or must be changed.`,
    todo: 'Ask whoever looks after the SQL Server for a new password, and enter it in the ledger’s settings.',
  },
  {
    code: 'LEDGER_DATABASE_NOT_FOUND',
    numbers: [4060, 4063, 911, 4064],
    text: /cannot open database/i,
    transient: false,
    happened: ({ server, database, user }) =>
      `The server ${server} has no database ${database}, or ${user} may not open it.`,
    todo: 'Check the name of the company’s database (such as PRO01), and that the login is mapped to it.',
  },
  {
    code: 'LEDGER_LOGIN_FAILED',
    numbers: [18456, 18452, 18450, 18461, 18470, 18486],
    codes: ['ELOGIN'],
    transient: false,
    happened: ({ server, user }) =>
      `The server ${server} refused the login of ${user === '' ? '(no user)' : user}.`,
    todo: 'Check the user name and the password, and that the server allows SQL Server logins (mixed mode) or that a Windows domain is given.',
  },
  {
    code: 'LEDGER_INSTANCE_NOT_FOUND',
    codes: ['EINSTLOOKUP'],
    transient: true,
    happened: ({ server }) => `The instance ${server} was not found: the SQL Browser gave no port for it.`,
    todo: 'Check the instance’s name and that the SQL Browser service runs and UDP port 1434 is open, or give the port itself.',
  },
  {
    code: 'LEDGER_CERTIFICATE_REFUSED',
    codes: [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_GET_ISSUER_CERT',
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'CERT_UNTRUSTED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'HOSTNAME_MISMATCH',
    ],
    text: /self[- ]signed certificate|unable to verify the first certificate|certificate has expired|altnames|local issuer certificate/i,
    transient: false,
    happened: ({ server, words }) =>
      `The certificate of ${server} cannot be trusted (${words}), so nothing was sent to it.`,
    todo: 'Install a certificate that this PC trusts on the server, or, on a network that you trust, choose "trust the server’s certificate" (--trust-certificate).',
  },
  {
    code: 'LEDGER_TLS_TOO_OLD',
    codes: [
      'ERR_SSL_UNSUPPORTED_PROTOCOL',
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'ERR_SSL_VERSION_TOO_LOW',
      'ERR_SSL_DH_KEY_TOO_SMALL',
      'ERR_SSL_CA_MD_TOO_WEAK',
      'EPROTO',
    ],
    text: /unsupported protocol|alert protocol version|version too low|no protocols available|handshake failure|legacy sigalg|ssl routines|key too small|md too weak/i,
    transient: false,
    happened: ({ server }) =>
      `The server ${server} speaks only an old version of TLS, which is refused by default.`,
    todo: 'Update the SQL Server so that it offers TLS 1.2, or deliberately allow TLS 1.0 in the ledger’s settings.',
  },
  {
    code: 'LEDGER_ENCRYPTION_REQUIRED',
    codes: ['EENCRYPT'],
    text: /server requires encryption/i,
    transient: false,
    happened: ({ server }) => `The server ${server} accepts encrypted connections only.`,
    todo: 'Turn encryption on in the ledger’s settings (--encrypt).',
  },
  {
    code: 'LEDGER_ENCRYPTION_NOT_OFFERED',
    text: /does not support encryption|encryption not supported/i,
    transient: false,
    happened: ({ server }) =>
      `The server ${server} offers no encryption, and an unencrypted connection was not chosen.`,
    todo: 'Turn encryption on at the server, or, on a network that you trust, turn it off in the ledger’s settings.',
  },
  {
    code: 'LEDGER_HOST_UNKNOWN',
    codes: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME'],
    text: /getaddrinfo (ENOTFOUND|EAI_AGAIN)/,
    transient: true,
    happened: ({ server }) => `No machine with the name ${server} was found on the network.`,
    todo: 'Check the server’s name, and that this PC is in the office network or its VPN.',
  },
  {
    code: 'LEDGER_UNREACHABLE',
    codes: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ETIMEDOUT', 'ESOCKET'],
    text: /failed to connect|could not connect/i,
    transient: true,
    happened: ({ server }) => `The server ${server} does not answer.`,
    todo: 'Check that the SQL Server runs, that TCP/IP is turned on for it, and that the port is right and open in the firewall.',
  },
  {
    code: 'LEDGER_DEADLOCK',
    numbers: [1205],
    transient: true,
    happened: () =>
      'Sage Pro and Matchbook wanted the same rows at the same moment, and the server stopped Matchbook’s work.',
    todo: again,
  },
  {
    code: 'LEDGER_LOCKED',
    numbers: [1222],
    transient: true,
    happened: () =>
      'Somebody in Sage Pro is working on the same invoice or customer and did not finish in time.',
    todo: again,
  },
  {
    code: 'LEDGER_SNAPSHOT_CONFLICT',
    numbers: [3960, 3961, 3958],
    transient: true,
    happened: () => 'The rows changed while they were being worked on.',
    todo: again,
  },
  {
    code: 'LEDGER_SNAPSHOT_NOT_ALLOWED',
    numbers: [3952],
    transient: false,
    happened: ({ database }) => `The database ${database} does not allow reading in snapshots.`,
    todo: 'Set the read isolation back to automatic, or have ALLOW_SNAPSHOT_ISOLATION turned on.',
  },
  {
    code: 'LEDGER_LOG_FULL',
    numbers: [9002],
    transient: true,
    happened: ({ database }) => `The transaction log of ${database} is full, so the server takes no changes.`,
    todo: 'Ask whoever looks after the SQL Server to back up or enlarge the log; Matchbook tries again by itself.',
  },
  {
    code: 'LEDGER_DISK_FULL',
    numbers: [1105, 1101, 823, 3257],
    transient: true,
    happened: ({ database }) => `The disk of ${database} is full, so the server takes no changes.`,
    todo: 'Ask whoever looks after the SQL Server to make room; Matchbook tries again by itself.',
  },
  {
    code: 'LEDGER_READ_ONLY',
    numbers: [3906, 3908],
    transient: false,
    happened: ({ database }) => `The database ${database} is read-only.`,
    todo: 'Connect to the database that Sage Pro itself works with, or choose import files.',
  },
  {
    code: 'LEDGER_OFFLINE',
    numbers: [921, 922, 924, 927, 941, 942, 945, 952, 954, 976, 978, 983, 6005, 6006, 17142, 18401],
    transient: true,
    happened: ({ database, server }) =>
      `The database ${database} on ${server} is not open: it is being restored, started or stopped.`,
    todo: again,
  },
  {
    code: 'LEDGER_PERMISSION_DENIED',
    numbers: [229, 230, 262, 297, 300, 371, 916],
    transient: false,
    happened: ({ user, words }) => `The login ${user} lacks a permission: ${words}`,
    todo: 'Ask whoever looks after the SQL Server to run docs/sql/grants.sql for this login.',
  },
  {
    code: 'LEDGER_TABLE_MISSING',
    numbers: [208],
    transient: false,
    happened: ({ words, database }) =>
      `A table that was there at the preflight is missing from ${database}: ${words}`,
    todo: 'Check that this is a Sage Pro company’s database, and run the check again.',
  },
  {
    code: 'LEDGER_COLUMN_MISSING',
    numbers: [207, 271, 544],
    transient: false,
    happened: ({ words }) => `The tables changed since the preflight: ${words}`,
    todo: 'Run the check again, so that the new columns are read.',
  },
  {
    code: 'LEDGER_VALUE_REFUSED',
    numbers: [515, 547, 2601, 2627, 2628, 8152, 8115, 220, 241, 242, 245, 8114],
    transient: false,
    happened: ({ words }) => `The database refused what was to be written: ${words}`,
    todo: 'Look at the table and column that it names; a rule of your own there may need a setting.',
  },
  {
    code: 'LEDGER_TIMEOUT',
    numbers: [-2],
    codes: ['ETIMEOUT', 'EREQTIMEOUT'],
    transient: true,
    happened: ({ server }) => `The server ${server} took too long to answer.`,
    todo: again,
  },
  {
    code: 'LEDGER_CANCELLED',
    codes: ['ECANCEL'],
    transient: true,
    happened: () => 'The work was cancelled.',
    todo: 'Start it again when you want it.',
  },
  {
    code: 'LEDGER_CONNECTION_LOST',
    numbers: [10054, 10053, 233, 64, 121, 596, 3902, 3903],
    codes: [
      'ECONNRESET',
      'EPIPE',
      'ECLOSE',
      'ECONNCLOSED',
      'ENOTOPEN',
      'EINVALIDSTATE',
      'EABORT',
      'ENOTBEGUN',
      'ECONNABORTED',
    ],
    text: /connection (lost|closed|ended)|socket hang up|connection.*without ever completing/i,
    transient: true,
    happened: ({ server }) => `The connection to ${server} broke.`,
    todo: again,
  },
];
