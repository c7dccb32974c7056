/** What the fields of the settings, and of what is written down, are called in the window. */
export interface Naming {
  /** A connection's title by its id; null for one that is not known. */
  readonly connectionTitle: (id: string) => string | null;
}

const NAMES: Readonly<Record<string, string>> = {
  schedule: 'Schedule',
  schedules: 'Schedule of',
  'autoApprove.band': 'Approved without a person',
  'autoApprove.limitMinor': 'Approved without a person, up to',
  overpayment: 'When more is paid than is owed',
  theme: 'Appearance',
  userName: 'Your name',
  'notifications.kinds.needs_you': 'Notified of payments to review',
  'notifications.kinds.sync_failed': 'Notified of syncs that fail',
  'notifications.kinds.payout': 'Notified of payouts',
  'notifications.kinds.posting_failed': 'Notified of postings that fail',
  'notifications.quietFrom': 'Quiet from',
  'notifications.quietTo': 'Quiet until',
  onBattery: 'On battery',
  how: 'How',
  attempts: 'Attempts',
  forWhom: 'For',
  code: 'Code',
  deadLetter: 'Exception number',
  postedSince: 'Posted since the backup',
  postedSinceKnown: 'What was posted since is known',
  keptAside: 'Kept aside',
  auditEvents: 'Entries of the history',
  toLedger: 'Written to the ledger',
  toGateway: 'Written to the gateway',
};

/** The longest known beginning of the path by its name, what follows it in plain words. */
export function nameOf(path: readonly string[], naming: Naming): string {
  for (let end = path.length; end > 0; end -= 1) {
    const known = NAMES[path.slice(0, end).join('.')];
    if (known === undefined) continue;
    const rest = path.slice(end).map((name) => naming.connectionTitle(name) ?? plain(name));
    return [known, ...rest].join(' ');
  }
  const [first = '', ...rest] = path.map((name) => naming.connectionTitle(name) ?? plain(name));
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ');
}

/** percentBasisPoints becomes "percent", autoApprove "auto approve"; an id or a number with other signs stays as it is. */
function plain(name: string): string {
  if (!/^[a-z]+([A-Z_][a-z]+)*$/.test(name)) return name;
  return name
    .replace(/(Minor|BasisPoints)$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
