import { ProblemError } from '#server/platform/problem-error'

/** What better-auth would send the browser to afterwards. */
const ways = /^(callback|errorCallback|newUserCallback|redirect)(URL|To|_uri|_to)$/i

/**
 * Refuses a body for better-auth that names a way back outside the hub: it would answer with that address as Location (an open
 * redirect). A path of the hub may stand there. A body that is no JSON is left to better-auth. Throws `invalid-request`.
 */
export function refuseWayOut(body: Buffer | undefined): void {
  for (const [name, value] of Object.entries(parsed(body))) {
    if (ways.test(name) && !(typeof value === 'string' && /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(value))) {
      throw new ProblemError('invalid-request', {
        errors: [{ pointer: `/body/${name}`, code: 'custom', detail: 'a path of the hub' }],
      })
    }
  }
}

function parsed(body: Buffer | undefined): object {
  try {
    const value: unknown = JSON.parse(body?.toString('utf8') || '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // better-auth reads it itself, and answers that it cannot.
    return {}
  }
}
