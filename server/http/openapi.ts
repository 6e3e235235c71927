import { z } from 'zod'
import type { Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import { problem, problemPrefix, problemStatus } from '#contracts/problem'
import { neededScope } from '#server/access/key-scopes'

type Json = Record<string, unknown>

/** The API as OpenAPI 3.1, generated from the contracts: what runs and what is written cannot differ. */
export function openApi(publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const operation of Object.values(operations) as Operation[]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Media hub API',
      version: '1',
      description:
        'Programs send `Authorization: Bearer hub_...`, a key made in the profile; `x-scope` is what the key needs. People sign in at POST /api/auth/sign-in/email {email, password}; the session is a cookie. Errors are RFC 9457 problems.',
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: schema(problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'hub.session_token' },
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'hub_ and 43 characters' },
      },
    },
    'x-problems': Object.entries(problemStatus).map(([key, status]) => ({ type: `${problemPrefix}${key}`, status })),
  }
}

function describe(operation: Operation): Json {
  const open = operation.access === 'open' || operation.access === 'visible'
  const scope = neededScope(operation)
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    'x-access': operation.access,
    ...(scope ? { 'x-scope': scope } : {}),
    security: [...(open ? [{}] : []), { session: [] }, ...(scope ? [{ key: [] }] : [])],
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...requestBody(operation),
    responses: {
      [operation.status]: { description: operation.summary, ...content(operation) },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function pathParameters(operation: Operation): Json[] {
  return [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }))
}

function queryParameters(operation: Operation): Json[] {
  if (!operation.query) return []
  const { properties = {} } = schema(operation.query, 'input') as { properties?: Record<string, Json> }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: false,
    schema: property,
  }))
}

function headerParameters(operation: Operation): Json[] {
  return operation.ifMatch ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }] : []
}

function requestBody(operation: Operation): Json {
  if (operation.body) {
    return {
      requestBody: { required: true, content: { 'application/json': { schema: schema(operation.body, 'input') } } },
    }
  }
  if (!operation.multipart) return {}
  const form = {
    type: 'object',
    required: ['file'],
    properties: { metadata: schema(operation.multipart.metadata, 'input'), file: { type: 'string', format: 'binary' } },
  }
  const encoding = { metadata: { contentType: 'application/json' } }
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema: form, encoding } } } }
}

function content(operation: Operation): Json {
  if (operation.answer === 'nothing') return {}
  if (operation.answer === 'bytes') return { content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
  if (operation.answer === 'events') return { content: { 'text/event-stream': { schema: { type: 'string' } } } }
  return { content: { 'application/json': { schema: schema(operation.answer, 'output') } } }
}

function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return rest
}
