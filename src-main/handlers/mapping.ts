/** The field mapping editor: what can be mapped, tried, saved as a version, taken back, carried elsewhere. */
import * as z from 'zod';
import type { CallOutput, Handlers, MappingSheet } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { Mapping } from '../../shared/mapping.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { checkMapping, type LineProblem, sourceFields, suggestLines } from '../mapping/index.ts';
import type { Company } from '../workspace/company.ts';
import type { Hand } from './hand.ts';
import { dryRun, ledgerFields, recentRecords } from './mapping-trial.ts';
import { userOf } from './review.ts';

type MappingHandlers = Pick<Handlers, Extract<keyof Handlers, `mapping.${string}`>>;

/** What an exported file holds; `matchbook` says what it is to whoever finds it. */
const ExportedMapping = z.object({
  matchbook: z.literal('field mapping'),
  gateway: z.string(),
  version: z.number(),
  mapping: Mapping,
});

export function mappingHandlers(hand: Hand): MappingHandlers {
  const save = async (
    id: ConnectionId,
    mapping: Mapping,
    note: string,
    said: (version: number) => string,
  ): Promise<CallOutput<'mapping.save'>> => {
    const { company } = hand.session();
    const { store } = company;
    const problems = await problemsOf(company, mapping);
    if (problems.length === 0) {
      const targets = await ledgerFields(company);
      store.transact(() => {
        const before = store.mappings.current(id)?.mapping ?? null;
        const { version } = store.mappings.add({
          connectionId: id,
          savedBy: userOf(company),
          note,
          mapping,
          targets,
        });
        store.audit.append({
          actor: userOf(company),
          action: 'mapping.saved',
          subjectKind: 'connection',
          subjectId: id,
          sentence: said(version),
          detail: { version, before, after: mapping },
        });
      });
      company.emit({ type: 'changed', topics: ['settings', 'history'] });
    }
    return { problems, saved: problems.length === 0, sheet: await sheetOf(company, id) };
  };

  return {
    'mapping.sheet': ({ connectionId }) => sheetOf(hand.session().company, connectionId),
    'mapping.dryRun': async ({ connectionId, mapping }) => {
      const { company } = hand.session();
      return {
        problems: await problemsOf(company, mapping),
        rows: dryRun(company, connectionId, mapping, await ledgerFields(company)),
      };
    },
    'mapping.save': async ({ connectionId, mapping, basedOn, note }) => {
      const { store } = hand.session().company;
      const { title } = store.connections.get(connectionId);
      const now = store.mappings.current(connectionId)?.version ?? 0;
      if (now !== basedOn) throw changedSince(now);
      const who = userOf(hand.session().company);
      return save(
        connectionId,
        mapping,
        note,
        (version) =>
          `${who} saved version ${version} of the field mapping of ${title}${note === '' ? '' : `: ${note}`}.`,
      );
    },
    'mapping.rollBack': async ({ connectionId, version }) => {
      const { store } = hand.session().company;
      const { title } = store.connections.get(connectionId);
      const older = store.mappings.versions(connectionId).find((it) => it.version === version);
      if (older === undefined) throw noVersion(version);
      const who = userOf(hand.session().company);
      return save(
        connectionId,
        older.mapping,
        `As version ${version}`,
        (now) => `${who} put the field mapping of ${title} back to version ${version}, as version ${now}.`,
      );
    },
    'mapping.export': async ({ connectionId }) => {
      const { store } = hand.session().company;
      const { connector } = store.connections.get(connectionId);
      const current = store.mappings.current(connectionId);
      const exported: z.infer<typeof ExportedMapping> = {
        matchbook: 'field mapping',
        gateway: connector,
        version: current?.version ?? 0,
        mapping: current?.mapping ?? { lines: [] },
      };
      return {
        fileName: `field-mapping-${connector}-${exported.version}.json`,
        mediaType: 'application/json',
        base64: Buffer.from(`${JSON.stringify(exported, null, 2)}\n`).toString('base64'),
      };
    },
    'mapping.read': async ({ text }) => {
      const parsed = ExportedMapping.safeParse(parseJson(text));
      if (!parsed.success) throw notAMapping();
      return parsed.data.mapping;
    },
  };
}

async function sheetOf(company: Company, id: ConnectionId): Promise<MappingSheet> {
  const { store } = company;
  const { title } = store.connections.get(id);
  const current = store.mappings.current(id);
  const mapping = current?.mapping ?? { lines: [] };
  const targets = await ledgerFields(company);
  const fields = sourceFields(recentRecords(company, id));
  const before = store.mappings.recent(200).map((version) => version.mapping);
  return {
    connectionId: id,
    title,
    supported: targets.length > 0,
    version: current?.version ?? 0,
    mapping,
    targets: [...targets],
    fields,
    accounts: store.ledgerCopy.accounts(),
    suggestions: suggestLines(targets, fields, mapping, before),
    versions: store.mappings.versions(id).map(({ mapping: { lines }, ...version }) => ({
      version: version.version,
      savedAt: version.savedAt,
      savedBy: version.savedBy,
      note: version.note,
      lines: lines.length,
    })),
  };
}

async function problemsOf(company: Company, mapping: Mapping): Promise<LineProblem[]> {
  const targets = await ledgerFields(company);
  const byName = new Map(targets.map((target) => [target.name, target]));
  return checkMapping(mapping, byName, company.store.ledgerCopy.accounts());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function changedSince(version: number): MatchbookError {
  return new MatchbookError('MAPPING_CHANGED', {
    happened: `The field mapping was saved by someone else meanwhile; it is at version ${version} now.`,
    kept: 'Nothing was saved.',
    todo: 'Open it again, and make your changes on what stands now.',
  });
}

function noVersion(version: number): MatchbookError {
  return new MatchbookError('MAPPING_VERSION_UNKNOWN', {
    happened: `There is no version ${version} of this field mapping.`,
    kept: 'Nothing was changed.',
    todo: 'Choose one of the versions in the list.',
  });
}

function notAMapping(): MatchbookError {
  return new MatchbookError('MAPPING_FILE_INVALID', {
    happened: 'The file holds no field mapping that was exported by Matchbook.',
    kept: 'Nothing was changed.',
    todo: 'Choose a file that "Export" of this page has made.',
  });
}
