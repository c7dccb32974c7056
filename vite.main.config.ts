import { defineConfig } from 'vite';

/** The Electron main process and its worker, bundled to plain JavaScript; packages stay packages, in node_modules. */
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
      input: { main: 'src-main/main.ts', 'propose-worker': 'src-main/proposing/propose-worker.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      external: ['electron'],
    },
  },
});
