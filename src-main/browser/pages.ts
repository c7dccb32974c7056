/** The few pages that the host writes itself, for someone whose browser is not let in. Fixed text only. */
export interface Page {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export const USED_PAGE: Page = {
  title: 'This address was used already',
  paragraphs: [
    'The address that Matchbook prints opens one browser, once. Somebody has opened it, most likely you.',
    'Nothing was changed. Look for the browser tab that is already open; in that browser the address works without its token.',
    'If it was not you, or you want another browser: end Matchbook with Ctrl+C and start it again. It prints a new address.',
  ],
};

export const WRONG_PAGE: Page = {
  title: 'This is not the address that Matchbook printed',
  paragraphs: [
    'The token in the address is not the one of this run, perhaps because Matchbook was started again since.',
    'Nothing was changed. Copy the whole address from the newest start of Matchbook, or start it again.',
  ],
};

export const OUTSIDE_PAGE: Page = {
  title: 'Matchbook is running, but does not know this browser',
  paragraphs: [
    'Your books are only shown to the browser that was opened with the address Matchbook printed when it started.',
    'Nothing was changed. Open that address here, or end Matchbook with Ctrl+C and start it again for a new one.',
  ],
};

export function renderPage(page: Page, version: string): string {
  const paragraphs = page.paragraphs.map((text) => `<p>${text}</p>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${page.title} – Matchbook</title><style>
:root{color-scheme:light dark;font:16px/1.55 'Segoe UI Variable','Segoe UI',system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center}
main{max-width:34rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25;font-weight:600}
footer{margin-top:2rem;font-size:.875rem;opacity:.75}</style></head>
<body><main><h1>${page.title}</h1>${paragraphs}<footer>Matchbook ${version}</footer></main></body></html>`;
}

/**
 * A Strict cookie is not sent along a chain that another site began (a link clicked in web mail); a page of our own that
 * moves on by itself begins a new chain.
 */
export const STEP_INSIDE = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=/"><title>Matchbook</title></head><body><p><a href="/">Open Matchbook</a></p></body></html>`;
