/**
 * The licences of what Matchbook is made of: the packages that run beside it and the ones that are built into its window, with
 * everything that they need, as they are in node_modules with their licence files. Part of `npm run build`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { ThirdPartyNotice } from '../../shared/api.ts';

export const NOTICES_FILE = 'out/third-party-notices.json';

/** Built into the window: development dependencies for npm, shipped all the same. */
const IN_THE_WINDOW = [
  '@fluentui/react-components',
  '@fluentui/react-icons',
  '@tanstack/react-virtual',
  'react',
  'react-dom',
  'recharts',
  'zustand',
] as const;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt|markdown))?([-.].*)?$/i;

const Needs = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  version: z.string().default('0'),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
  dependencies: Needs,
  optionalDependencies: Needs,
  peerDependencies: Needs,
});
type Manifest = z.infer<typeof Manifest>;

/** Every package that is shipped, by its folder in node_modules, as it is installed; what is optional and not there is left out. */
export function shippedPackages(root: string): Map<string, Manifest> {
  const own = manifestIn(root, '.');
  const shipped = new Map<string, Manifest>();
  const take = (name: string, from: string): void => {
    // Types are gone when the program runs.
    if (name.startsWith('@types/')) return;
    const folder = resolveFrom(root, name, from);
    if (folder === null || shipped.has(folder)) return;
    const manifest = manifestIn(root, folder);
    shipped.set(folder, manifest);
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    const needed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const one of Object.keys(needed)) take(one, folder);
  };
  const roots = [
    ...Object.keys(own.dependencies),
    ...Object.keys(own.optionalDependencies),
    ...IN_THE_WINDOW,
  ];
  for (const name of roots) take(name, '');
  return shipped;
}

function manifestIn(root: string, folder: string): Manifest {
  return Manifest.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
}

/** As Node finds it: in the package's own node_modules, then in those above it. */
function resolveFrom(root: string, name: string, from: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (existsSync(join(root, candidate, 'package.json'))) return candidate;
    if (folder === '') return null;
  }
}

export function collectNotices(root: string): ThirdPartyNotice[] {
  const notices = [...shippedPackages(root)].map(([folder, manifest]): ThirdPartyNotice => {
    const { version } = manifest;
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const text = readdirSync(join(root, folder))
      .filter((file) => LICENCE_FILE.test(file))
      .sort()
      .map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
      .join('\n\n');
    return { name, version, licence: licenceOf(manifest) || titleOf(text), text };
  });
  return notices.sort((left, right) => left.name.localeCompare(right.name, 'en'));
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string') return license;
  if (license !== undefined) return license.type;
  return licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

/** Where the manifest is silent, its licence file's own title. */
function titleOf(text: string): string {
  return /^(?:The )?([\w.-]+) Licen[cs]e\b/i.exec(text)?.[1] ?? '';
}

export function writeNotices(root: string): void {
  const file = join(root, NOTICES_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(collectNotices(root)));
}

if (import.meta.main) writeNotices(join(import.meta.dirname, '../..'));
