/** The text of an export, whatever program wrote it: UTF-8, UTF-16 with or without a mark, or Windows-1252. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const PROBE_BYTES = 4_096;

export function decodeExport(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  // The decoder drops the byte order mark by itself.
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const silent = zerosAt(bytes);
  if (silent.odd > silent.all * 0.3) return 'utf-16le';
  if (silent.even > silent.all * 0.3) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** In UTF-16 every other byte of plain text is zero: the odd ones when the low byte comes first. */
function zerosAt(bytes: Uint8Array): { even: number; odd: number; all: number } {
  const probe = bytes.subarray(0, PROBE_BYTES);
  let even = 0;
  let odd = 0;
  probe.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  return { even, odd, all: Math.max(1, probe.length) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    // Not an error: this is how the decoder says that the bytes mean something else.
    return false;
  }
}
