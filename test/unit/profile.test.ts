import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileFile } from '../../src-main/profile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matchbook-profile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what this computer remembers', () => {
  it('is that the tour was shown, whichever company is opened or left after', () => {
    const profile = profileFile(folder);
    expect(profile.tourSeen()).toBe(false);
    profile.setOpenCompany('demo');
    expect(profile.tourSeen()).toBe(false);
    profile.setTourSeen();
    profile.setOpenCompany(null);
    const later = profileFile(folder);
    expect(later.tourSeen()).toBe(true);
    expect(later.openCompany()).toBeNull();
  });

  it('reads a file of a version that had no tour', () => {
    writeFileSync(join(folder, 'profile.json'), '{"open":"live"}\n');
    const profile = profileFile(folder);
    expect(profile.tourSeen()).toBe(false);
    profile.setTourSeen();
    expect(profile.openCompany()).toBe('live');
  });
});
