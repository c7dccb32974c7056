/** The page that the browser shows when it comes back: no script, nothing loaded, nothing kept. */
import type { ServerResponse } from 'node:http';

export interface ReturnPage {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

export function sendPage(response: ServerResponse, page: ReturnPage): void {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(page.title)} – Matchbook</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.5rem}</style>
</head><body><main><h1>${escaped(page.title)}</h1><p>${escaped(page.text)}</p></main></body></html>`;
  response.writeHead(page.status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  });
  response.end(body);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
