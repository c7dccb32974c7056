import type { SavedFile } from '../../shared/api.ts';

/** Hands a file that the program made to the browser's (or Windows') own saving. Nothing is fetched for it. */
export function saveFile(file: SavedFile): void {
  const address = URL.createObjectURL(new Blob([bytesOf(file.base64)], { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.fileName;
  link.click();
  // Not at once: the download reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
