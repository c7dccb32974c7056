/**
 * The licences of what Matchbook is made of: the packages that run beside it and the ones that are built into its window, with
 * everything that they need, from package-lock.json and the licence files in node_modules. Part of `npm run build`.
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
const LockedPackage = z.object({
  version: z.string().optional(),
  dependencies: Needs,
  optionalDependencies: Needs,
  peerDependencies: Needs,
});
const Lock = z.object({ packages: z.record(z.string(), LockedPackage) });
const Manifest = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** Every package that is shipped, by its folder in node_modules; what is optional and not installed is left out. */
export function shippedPackages(root: string): Map<string, string> {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const own = packages[''];
  if (own === undefined) throw new Error('package-lock.json has no entry for the project itself.');
  const shipped = new Map<string, string>();
  const take = (name: string, from: string): void => {
    const folder = resolveFrom(packages, name, from);
    if (folder === null || shipped.has(folder) || !existsSync(join(root, folder, 'package.json'))) return;
    // Types are gone when the program runs.
    if (name.startsWith('@types/')) return;
    const { version = '0', dependencies, optionalDependencies, peerDependencies } = packages[folder] ?? {};
    shipped.set(folder, version);
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

/** As Node finds it: in the package's own node_modules, then in those above it. */
function resolveFrom(packages: Readonly<Record<string, unknown>>, name: string, from: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === '') return null;
  }
}

export function collectNotices(root: string): ThirdPartyNotice[] {
  const notices = [...shippedPackages(root)].map(([folder, version]): ThirdPartyNotice => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    const text = readdirSync(join(root, folder))
      .filter((file) => LICENCE_FILE.test(file))
      .sort()
      .map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
      .join('\n\n');
    return { name, version, licence: licenceOf(manifest), text };
  });
  return notices.sort((left, right) => left.name.localeCompare(right.name, 'en'));
}

function licenceOf({ license, licenses }: z.infer<typeof Manifest>): string {
  if (typeof license === 'string') return license;
  if (license !== undefined) return license.type;
  return licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

export function writeNotices(root: string): void {
  const file = join(root, NOTICES_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(collectNotices(root)));
}

if (import.meta.main) writeNotices(join(import.meta.dirname, '../..'));
