/** Code page 1252, the character set of varchar in every Latin1 collation. */

const decoder = new TextDecoder('windows-1252');
const QUESTION_MARK = 0x3f;

const byteOfUnit = new Uint8Array(0x10000).fill(QUESTION_MARK);
for (let byte = 0; byte < 256; byte++) {
  byteOfUnit[decoder.decode(Uint8Array.of(byte)).charCodeAt(0)] = byte;
}

/** Writes one byte per UTF-16 unit; a character outside the code page becomes '?', as SQL Server does it. */
export function encodeCodePage1252(text: string, target: Uint8Array, start: number): void {
  for (let index = 0; index < text.length; index++) {
    target[start + index] = byteOfUnit[text.charCodeAt(index)] ?? QUESTION_MARK;
  }
}

export function decodeCodePage1252(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
