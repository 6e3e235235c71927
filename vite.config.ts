import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import { defineConfig, type Plugin } from 'vite'

const hub = `http://127.0.0.1:${process.env.HUB_PORT ?? 3000}`

// The players' elements write <style> into their shadow roots: the Content Security Policy wants the page's nonce on each.
const playerNonces: Plugin = {
  name: 'player-nonces',
  transform(code, id) {
    if (!/\/media-chrome\/dist\/[^?]+\.js$/.test(id) || !code.includes('<style')) return null
    return { code: code.replaceAll('<style', `<style nonce="\${globalThis.__webpack_nonce__ ?? ''}"`), map: null }
  },
}

export default defineConfig({
  root: 'web',
  plugins: [react(), playerNonces],
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
  // Bundled beforehand, they would not pass the transform above.
  optimizeDeps: { exclude: ['media-chrome'] },
  server: { proxy: { '/api': hub, '/.well-known': hub } },
})
