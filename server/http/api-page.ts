import { Router } from 'express'
import { escapeHtml } from '#server/platform/escape-html'
import { openApi } from './openapi.ts'

type Operation = { summary: string; tags: string[]; operationId: string; 'x-access': string }

/** `/api/openapi.json`, and `/api` as a page to read it: plain HTML, no script, so that it works under the CSP and in any browser. */
export function apiPageRouter(publicUrl: string): Router {
  const router = Router()
  const description = openApi(publicUrl)
  router.get('/api/openapi.json', (_req, res) => void res.json(description))
  router.get('/api', (_req, res) => void res.type('html').send(page(description, String(res.locals.nonce))))
  return router
}

function page(description: ReturnType<typeof openApi>, nonce: string): string {
  const paths = description.paths as Record<string, Record<string, Operation>>
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(rows.map(row => row.operation.tags[0]!))]
  const sections = tags.map(
    tag =>
      `<h2>${escapeHtml(tag)}</h2>${rows
        .filter(row => row.operation.tags[0] === tag)
        .map(section)
        .join('')}`,
  )
  const problems = (description['x-problems'] as { type: string; status: number }[]).map(
    ({ type, status }) => `<tr><td>${status}</td><td><code>${escapeHtml(type)}</code></td></tr>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Hub API</title>
<style nonce="${nonce}">:root{color-scheme:light dark}body{font:15px/1.6 system-ui,sans-serif;max-width:900px;margin:32px auto;padding:0 16px}
summary{cursor:pointer;padding:6px 0}code{font-size:13px}pre{overflow:auto;padding:12px;border:1px solid;border-radius:6px;font-size:13px}
table{border-collapse:collapse}td{padding:2px 16px 2px 0}b{display:inline-block;min-width:64px}</style></head>
<body><main><h1>API</h1><p>OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a>. Sign in at <code>POST /api/auth/sign-in/email</code> with
<code>{"email", "password"}</code>; the session is a cookie. Programs send
<code>Authorization: Bearer hub_...</code>, a key made in the profile. Errors are problems (RFC 9457).</p>${sections.join('')}
<h2>problems</h2><table>${problems.join('')}</table></main></body></html>`
}

function section({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const json = escapeHtml(JSON.stringify(operation, null, 2))
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> ${escapeHtml(operation.summary)} · ${escapeHtml(operation['x-access'])}</summary><pre tabindex="0">${json}</pre></details>`
}
