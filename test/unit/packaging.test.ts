import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
// electron-builder checks a configuration with these before it builds; they need no Electron binary.
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config.js');
const { DebugLogger } = require('builder-util');

describe('the installer’s configuration', () => {
  it('is one that electron-builder accepts', async () => {
    const config = await getConfig(process.cwd(), 'electron-builder.yml', null);
    await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
    expect(config.win.target.map((target: { target: string }) => target.target)).toEqual([
      'nsis',
      'portable',
    ]);
  });

  it('starts at the file that the build makes', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(manifest.main).toBe('out/main/main.js');
    expect(readFileSync('vite.main.config.ts', 'utf8')).toContain("main: 'src-main/main.ts'");
  });
});

describe('the icons', () => {
  it('have every size that Windows asks for, in one file', () => {
    const ico = readFileSync('assets/icon.ico');
    const count = ico.readUInt16LE(4);
    const sizes = Array.from({ length: count }, (_, at) => ico.readUInt8(6 + 16 * at) || 256);
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
    for (let at = 0; at < count; at += 1) {
      const start = ico.readUInt32LE(6 + 16 * at + 12);
      expect(ico.subarray(start + 1, start + 4).toString('latin1')).toBe('PNG');
      expect(ico.readUInt32BE(start + 16)).toBe(sizes[at]);
    }
  });

  it.each(['idle', 'syncing', 'needs_you', 'problem'])('show the tray’s state: %s', (state) => {
    expect(existsSync(`assets/tray/${state}.png`)).toBe(true);
    expect(existsSync(`assets/tray/${state}@2x.png`)).toBe(true);
  });
});
