import type { z } from 'zod'
import { type AssetMetadata, assetMetadata } from '#contracts/asset'
import { problemItems, refuseUnstorable } from '#server/platform/endpoint'
import { refuseHostileJson } from '#server/platform/json-limits'
import { ProblemError } from '#server/platform/problem-error'

/** An upload's `metadata` field, JSON text or nothing, as the contract wants it. Throws `malformed-json`, `invalid-request`. */
export function parseMetadata(raw: unknown): AssetMetadata {
  if (raw === undefined || raw === null) return {}
  const value = typeof raw === 'string' ? parseJson(raw) : raw
  refuseUnstorable(value, 'metadata')
  const parsed = assetMetadata.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-request', { errors: problemItems(parsed.error as z.ZodError, 'metadata') })
}

function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ProblemError('malformed-json', { cause: error })
  }
  refuseHostileJson(value)
  return value
}
