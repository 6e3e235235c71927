import { MeilisearchApiError, MeilisearchRequestError } from 'meilisearch'
import { describe, expect, it } from 'vitest'
import { EngineError, engineError } from './engine-error.ts'
import { batchesOf, mostDocuments, taskFailure } from './write-engine.ts'

const api = (status: number, code?: string) =>
  new MeilisearchApiError(
    new Response(null, { status }),
    code ? { message: 'said', code, type: 'invalid_request', link: 'https://example.test' } : undefined,
  )

describe('what a failure of the engine means', () => {
  it.each([
    [api(404, 'index_not_found'), 'lost'],
    [api(400, 'index_not_found'), 'lost'],
    [api(403, 'invalid_api_key'), 'key'],
    [api(401, 'missing_authorization_header'), 'key'],
    [api(401), 'key'],
    [api(500, 'internal'), 'away'],
    [api(503), 'away'],
    [api(404), 'away'],
    [api(429, 'too_many_search_requests'), 'away'],
    [api(400, 'invalid_search_filter'), 'ours'],
    [new MeilisearchRequestError('http://127.0.0.1', new Error('refused')), 'away'],
    [new SyntaxError('Unexpected token < in JSON'), 'away'],
    [new EngineError('ours', 'x'), 'ours'],
  ])('%s', (error, failure) => {
    expect(engineError(error)?.failure).toBe(failure)
  })
  it('is nothing of the engine’s where the fault is elsewhere', () => {
    expect(engineError(new TypeError('x'))).toBeNull()
    expect(engineError(null)).toBeNull()
  })
  it('takes a task that failed for a failure, though the client gives it back as if nothing was', () => {
    const said = { message: 'm', code: 'index_not_found', type: 'invalid_request', link: '' }
    expect(taskFailure({ type: 'documentDeletion', status: 'failed', error: said }).failure).toBe('lost')
    expect(
      taskFailure({ type: 'documentAdditionOrUpdate', status: 'failed', error: { ...said, code: 'x' } }),
    ).toMatchObject({
      failure: 'ours',
      message: 'documentAdditionOrUpdate failed: x: m',
    })
    expect(taskFailure({ type: 'indexSwap', status: 'canceled', error: null }).failure).toBe('away')
  })
})

describe('batches', () => {
  const document = (id: string, size: number) => ({ id, state: 's', body: 'x'.repeat(size) })
  it('are bounded by bytes and by count, and keep the order', () => {
    const many = Array.from({ length: mostDocuments + 1 }, (_, i) => document(`${i}`, 1))
    expect(batchesOf(many).map(batch => batch.length)).toEqual([mostDocuments, 1])
    const large = [document('a', 50), document('b', 500), document('c', 50), document('d', 50)]
    expect(batchesOf(large, 200).map(batch => batch.map(({ id }) => id))).toEqual([['a'], ['b'], ['c', 'd']])
    expect(batchesOf([])).toEqual([])
  })
})
