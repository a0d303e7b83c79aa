import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname ?? resolve('.');

/** The development server hands out the same two pages as the binary: /app/* the back office, all else the portal. */
function twoEntries(): Plugin {
  return {
    name: 'two-entries',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/';
        const isPage = !path.includes('.') && !path.startsWith('/@') && !path.startsWith('/api/');
        if (isPage) request.url = path.startsWith('/app') ? '/index.html' : '/portal.html';
        next();
      });
    },
  };
}

const api = process.env.API_URL ?? 'http://127.0.0.1:8080';
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

export default defineConfig({
  plugins: [react(), twoEntries()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  server: { port: 5173, proxy: { '/api': api, '/problems': api } },
  build: {
    target: ['chrome87'],
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    // Inlined data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: resolve(root, 'index.html'), portal: resolve(root, 'portal.html') },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
  },
});
