import { describe, expect, it } from 'vitest'
import { OaiError, readOaiRequest, writeToken } from './oai-request.ts'

const read = (query: string) => readOaiRequest(new URLSearchParams(query))
const codeOf = (query: string) => {
  try {
    read(query)
  } catch (error) {
    if (error instanceof OaiError) return error.code
    throw error
  }
  return 'read'
}

describe('a request by OAI-PMH', () => {
  it.each([
    ['', 'badVerb'],
    ['verb=identify', 'badVerb'],
    ['verb=toString', 'badVerb'],
    ['verb=Identify&verb=Identify', 'badVerb'],
    ['verb=Identify&set=hub', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=GetRecord&metadataPrefix=oai_dc&identifier=urn:uuid:x', 'idDoesNotExist'],
    ['verb=ListRecords', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=marc21', 'cannotDisseminateFormat'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01T00:00:00', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-02&until=2026-02-01', 'badArgument'],
    ['verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-02-02T00:00:00Z', 'badArgument'],
    ['verb=ListRecords&resumptionToken=x', 'badResumptionToken'],
    ['verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc', 'badArgument'],
    ['verb=ListSets&resumptionToken=x', 'badResumptionToken'],
  ])('answers %j with %s', (query, code) => {
    expect(codeOf(query)).toBe(code)
  })

  it('takes both ends of a range as inclusive, by the day and by the second', () => {
    const day = read('verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-02-01')
    expect(day).toMatchObject({ from: new Date('2026-02-01T00:00:00Z'), until: new Date('2026-02-02T00:00:00Z') })
    const second = read('verb=ListIdentifiers&metadataPrefix=oai_dc&until=2026-02-01T10:00:00Z')
    expect(second).toMatchObject({ from: null, until: new Date('2026-02-01T10:00:01Z') })
  })

  it('reads back the token that it wrote, with the set and the range of the first request', () => {
    const list = { set: 'topic:du-lich', from: new Date('2026-01-01T00:00:00Z'), until: null, after: null }
    const after = {
      changedAt: new Date('2026-02-01T00:00:00.123Z'),
      id: '0198f0a0-0000-7000-8000-000000000001',
      count: 100,
    }
    expect(read(`verb=ListRecords&resumptionToken=${writeToken(list, after)}`)).toEqual({
      verb: 'ListRecords',
      ...list,
      after,
    })
  })
})
