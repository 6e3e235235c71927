import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'

/** The Content Security Policy of every page, with a fresh nonce for styles (CSP 3). Bytes of uploads get a stricter one of their own. */
function contentSecurityPolicy(nonce: string, frames: readonly string[]): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    // Players of live streams, sandboxed; nothing else is framed.
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
  ].join('; ')
}

/**
 * Sets what every answer carries, with HSTS where the hub is reached by TLS; `res.locals.nonce` is the page's. `frames` are the
 * origins that its pages may frame.
 */
export function securityHeaders(publicUrl: string, frames: readonly string[] = []): RequestHandler {
  const overTls = publicUrl.startsWith('https:')
  return (req, res, next) => {
    const nonce = randomBytes(16).toString('base64')
    res.locals.nonce = nonce
    res.set({
      'content-security-policy': contentSecurityPolicy(nonce, frames),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      'cache-control': 'private, no-store',
    })
    // A share link's address is its key: it goes into no Referer and no search engine.
    if (/^\/(chia-se|api\/v1\/(shares|press))(\/|$)/i.test(req.path))
      res.set({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow, noarchive' })
    // RFC 6797 §7.2: never over plain HTTP.
    if (overTls) res.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
    next()
  }
}
