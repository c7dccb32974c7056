import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The window. Everything is a file of its own, nothing inline: the page runs under `script-src 'self'`. Griffel (Fluent UI)
 * writes its rules into style elements at run time, which is why style-src alone allows 'unsafe-inline'
 * (src-main/hosting/content-security-policy.ts); a nonce would need a page made anew for every visit, in both hosts.
 */
export default defineConfig({
  root: join(import.meta.dirname, 'src-renderer'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
