import { defineConfig } from 'vite';

/** The processes behind the window (Electron's main process, the browser host) and their worker, bundled to plain JavaScript; packages stay packages, in node_modules. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/main',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rollupOptions: {
      input: {
        main: 'src-main/main.ts',
        'browser-host': 'src-main/browser-host.ts',
        'propose-worker': 'src-main/proposing/propose-worker.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      external: ['electron'],
    },
  },
});
