import { expect, it } from 'vitest'
import { storyboardVtt } from './storyboard-vtt.ts'

const plan = { everySeconds: 36.5, rows: 2, frame: { width: 320, height: 180 }, thumb: { width: 160, height: 90 } }

it('gives each stretch of the film its place on the sheet, the last one up to the end', () => {
  const text = storyboardVtt(plan, { sheet: 's.jpg', count: 3, columns: 2, durationMs: 3_700_040 })
  expect(text.split('\n')).toEqual([
    'WEBVTT',
    '',
    '00:00:00.000 --> 00:00:36.500',
    's.jpg#xywh=0,0,160,90',
    '',
    '00:00:36.500 --> 00:01:13.000',
    's.jpg#xywh=160,0,160,90',
    '',
    '00:01:13.000 --> 01:01:40.040',
    's.jpg#xywh=0,90,160,90',
    '',
  ])
})

it('names no place that is not on the sheet', () => {
  const text = storyboardVtt(plan, { sheet: 's.jpg', count: 9, columns: 2, durationMs: 400_000 })
  expect(text.match(/xywh/g)).toHaveLength(4)
})
