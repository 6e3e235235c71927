import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import { defineConfig } from 'vite'

const hub = `http://127.0.0.1:${process.env.HUB_PORT ?? 3000}`

export default defineConfig({
  root: 'web',
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  // The server puts a fresh nonce in the place of this word at each answer (server/http).
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined `data:` scripts and fonts would need a wider Content Security Policy.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': hub, '/.well-known': hub } },
})
