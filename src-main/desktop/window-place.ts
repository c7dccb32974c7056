import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

/** Where the window stood when it was last closed, in screen pixels. */
export const WindowPlace = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The remembered place, or null when there is none, it is unreadable, or no screen shows it any more. */
export function recallPlace(file: string, screens: readonly Area[]): WindowPlace | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // First start, or a folder that can't be read: the default place serves.
    return null;
  }
  const place = WindowPlace.safeParse(parseJson(text));
  return place.success && screens.some((screen) => shows(screen, place.data)) ? place.data : null;
}

export function rememberPlace(file: string, place: WindowPlace): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(place));
  renameSync(`${file}.new`, file);
}

/** At least a corner big enough to grab with the mouse must be on the screen. */
function shows(screen: Area, place: WindowPlace): boolean {
  const across = Math.min(screen.x + screen.width, place.x + place.width) - Math.max(screen.x, place.x);
  const down = Math.min(screen.y + screen.height, place.y + place.height) - Math.max(screen.y, place.y);
  return across >= 200 && down >= 100;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
