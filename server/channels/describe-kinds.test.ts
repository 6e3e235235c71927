import { expect, it } from 'vitest'
import { z } from 'zod'
import { channelKinds } from '#contracts/delivery'
import { channelFormOf } from './channel-form.ts'
import { describeFields } from './describe-kinds.ts'
import { kindWords } from './kind-words.ts'

const fields = (schema: z.ZodObject, sealed = false) => describeFields(schema, {}, 'vi', sealed)

it('draws each member as the simplest field that can hold it', () => {
  const drawn = fields(
    z.strictObject({
      mode: z.enum(['a', 'b']).default('a'),
      on: z.boolean().default(true),
      days: z.int().min(1).max(30).default(7),
      recipients: z.array(z.email()).min(1),
      numbers: z.array(z.int()).default([]),
      topicCodes: z.record(z.string(), z.string()).default({}),
      names: z.record(z.string(), z.int()).default({}),
      people: z.array(z.strictObject({ address: z.string(), name: z.string().default('') })),
      deep: z.object({ a: z.string() }).optional(),
      plain: z.string().max(20).optional(),
    }),
  )
  const { of: _, ...mode } = drawn[0]!
  expect(mode).toMatchObject({ name: 'mode', type: 'choice', initial: 'a', required: false })
  expect(drawn.map(({ name, type, of, keys }) => [name, type, of, keys].join(' '))).toEqual([
    'mode choice text text',
    'on flag text text',
    'days number number text',
    'recipients list text text',
    'numbers list number text',
    'topicCodes mapping text topic',
    'names mapping number text',
    'people rows text text',
    'deep json text text',
    'plain text text text',
  ])
  expect(drawn[2]).toMatchObject({ min: 1, max: 30, initial: 7 })
  expect(drawn.find(each => each.name === 'people')?.columns).toEqual(['address', 'name'])
  expect(drawn[3]).toMatchObject({ required: true, label: 'Recipients' })
})

it('draws what is sealed as secrets, but for what is none', () => {
  const { credentials } = channelFormOf('wordpress')
  const words = kindWords.wordpress!
  expect(describeFields(credentials!, words, 'en', true)).toMatchObject([
    { name: 'user', type: 'text', label: 'User name', required: true },
    { name: 'applicationPassword', type: 'secret', required: true },
  ])
})

it('names every kind and every field, in both languages', () => {
  for (const kind of channelKinds) {
    const form = channelFormOf(kind)
    const names = [form.settings, form.credentials].flatMap(schema => Object.keys(schema?.shape ?? {}))
    expect(Object.keys(kindWords[kind]?.fields ?? {}), kind).toEqual(expect.arrayContaining(names))
  }
})
