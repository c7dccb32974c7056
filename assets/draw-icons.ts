/**
 * Draws every icon of the app from one description, with a Chromium found on this machine: `node assets/draw-icons.ts`.
 * An open book whose two pages are ticked: one for the gateway, one for the ledger.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const here = dirname(fileURLToPath(import.meta.url));
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

function icon(dot: string | null): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
    <rect width="64" height="64" rx="14" fill="#0f5c57"/>
    <path d="M31 18c-5-4-12-5-19-4v32c7-1 14 0 19 4z" fill="#ffffff"/>
    <path d="M33 18c5-4 12-5 19-4v32c-7-1-14 0-19 4z" fill="#cfe8e4"/>
    <path d="M17 30l4 5 6-9" fill="none" stroke="#0f5c57" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
    <path d="M37 30l4 5 6-9" fill="none" stroke="#0f5c57" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
    ${dot === null ? '' : `<circle cx="49" cy="49" r="13" fill="${dot}" stroke="#ffffff" stroke-width="4"/>`}
  </svg>`;
}

/** The taskbar's overlay: how many wait, in a dot of sixteen pixels. Windows shows it over the program's icon. */
function badge(text: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <circle cx="16" cy="16" r="16" fill="#b3261e"/>
    <text x="16" y="${text.length > 1 ? 22.5 : 24}" text-anchor="middle" fill="#ffffff" font-family="Segoe UI, Inter, Arial, sans-serif"
      font-weight="700" font-size="${text.length > 1 ? 18 : 23}">${text}</text>
  </svg>`;
}

/** An .ico is a directory of images; since Windows Vista each may be a PNG as it is. */
function ico(images: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, png }, at) => {
    const entry = 6 + 16 * at;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage();

async function draw(svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}

mkdirSync(join(here, 'tray'), { recursive: true });
const drawn = [];
for (const size of SIZES) drawn.push({ size, png: await draw(icon(null), size) });
writeFileSync(join(here, 'icon.ico'), ico(drawn.filter(({ size }) => size <= 256)));
writeFileSync(join(here, 'icon.png'), drawn.at(-1)?.png ?? '');

const states = { idle: null, syncing: '#2f7de1', needs_you: '#e8a317', problem: '#d13438' };
for (const [state, dot] of Object.entries(states)) {
  writeFileSync(join(here, 'tray', `${state}.png`), await draw(icon(dot), 32));
  writeFileSync(join(here, 'tray', `${state}@2x.png`), await draw(icon(dot), 64));
}

mkdirSync(join(here, 'badge'), { recursive: true });
const badges = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => [count, `${count}`])),
  more: '9+',
};
for (const [name, text] of Object.entries(badges)) {
  writeFileSync(join(here, 'badge', `${name}.png`), await draw(badge(text), 16));
  writeFileSync(join(here, 'badge', `${name}@2x.png`), await draw(badge(text), 32));
}
await browser.close();
