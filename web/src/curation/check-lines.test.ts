import { describe, expect, it } from 'vitest'
import type { DeskCheck } from '#contracts/desk-check'
import type { Nomination } from '#contracts/nomination'
import { checkGroups, mendAct, menderOf } from './check-lines.ts'

type By = NonNullable<DeskCheck['mendableBy']>
const by = (over: Partial<By>): By => ({
  ...{ you: false, where: 'asset', unit: null, person: null, curators: false, at: null },
  ...over,
})
const unit = { id: 'u', code: 'bao', name: 'Báo Tây Ninh', shortName: 'Báo' } as By['unit']
const check = (key: DeskCheck['key'], asset: string, over: Partial<DeskCheck> = {}): DeskCheck => ({
  ...{ asset: { id: asset, title: asset }, key, ok: false, severity: 'blocks', detail: '', mendableBy: by({}) },
  ...over,
})

describe('the checklist', () => {
  it('names who can mend what is missing, and nobody for what is there', () => {
    expect(menderOf(check('title', 'a', { mendableBy: by({ you: true, unit }) }))).toBe('you')
    expect(menderOf(check('title', 'a', { mendableBy: by({ unit }) }))).toBe('unit')
    expect(menderOf(check('recalled', 'a', { mendableBy: by({ where: 'recall', curators: true }) }))).toBe('curators')
    expect(menderOf(check('embargo', 'a', { mendableBy: by({ where: 'time', you: true }) }))).toBe('time')
    expect(menderOf(check('renditions', 'a', { mendableBy: by({ where: 'hub' }) }))).toBe('hub')
    expect(menderOf(check('title', 'a', { ok: true, mendableBy: null }))).toBeNull()
  })
  it('mends a word here, a translation in the texts for the channel, a consent on the page of the item', () => {
    const mine = { mendableBy: by({ you: true }) }
    expect(mendAct(check('credit', 'a', mine))).toBe('here')
    expect(mendAct(check('englishTitle', 'a', { mendableBy: by({ you: true, where: 'edits' }) }))).toBe('edits')
    expect(mendAct(check('personConsent', 'a', mine))).toBe('page')
    expect(mendAct(check('credit', 'a'))).toBeNull()
  })
  it('follows the order of the package, what blocks before what warns', () => {
    const items = ['lead', 'photo'].map(id => ({ asset: { id } })) as Nomination['items']
    const checks = [
      check('credit', 'photo'),
      check('caption', 'lead', { severity: 'warns' }),
      check('rights', 'lead'),
      check('title', 'lead', { ok: true }),
    ]
    expect(
      checkGroups({ items, checks }).map(group => [group.asset.id, group.open.map(one => one.key), group.met.length]),
    ).toEqual([
      ['lead', ['rights', 'caption'], 1],
      ['photo', ['credit'], 0],
    ])
  })
})
