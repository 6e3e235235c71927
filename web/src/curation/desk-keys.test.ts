import { describe, expect, it } from 'vitest'
import { deskCommand, placeAfter } from './desk-keys.ts'

const key = (name: string, over: object = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...over,
})
const on = (tagName: string, type?: string) => ({ tagName, isContentEditable: false, ...(type ? { type } : {}) })

describe('keys of the desk', () => {
  it('move, decide and explain', () => {
    expect(['j', 'k', 'a', 'r', '?'].map(name => deskCommand(key(name), null))).toEqual([
      'next',
      'previous',
      'approve',
      'return',
      'help',
    ])
    expect(deskCommand(key('J'), on('BODY'))).toBe('next')
    expect(['c', 'e', 's', 'x', 'm', 'v', '.', 'z', 'Escape'].map(name => deskCommand(key(name), null))).toEqual([
      ...['channels', 'edit', 'schedule', 'select', 'comment', 'compare', 'item', 'undo', 'clear'],
    ])
    expect(deskCommand(key('X', { shiftKey: true }), null)).toBe('range')
    expect(deskCommand(key('q'), null)).toBeNull()
  })
  it('say that a Vietnamese keyboard program stands in between instead of guessing', () => {
    expect(deskCommand(key('ả'), null)).toBe('typing')
    expect(deskCommand(key('Process'), null)).toBe('typing')
    expect(deskCommand(key('ả'), on('TEXTAREA'))).toBeNull()
  })
  it('are only letters while a person types', () => {
    expect(deskCommand(key('a'), on('TEXTAREA'))).toBeNull()
    expect(deskCommand(key('a'), on('INPUT', 'text'))).toBeNull()
    expect(deskCommand(key('a'), { tagName: 'DIV', isContentEditable: true })).toBeNull()
    expect(deskCommand(key('a'), on('INPUT', 'checkbox'))).toBe('approve')
    expect(deskCommand(key('a'), on('BUTTON'))).toBe('approve')
  })
  it('leave the browser its own shortcuts', () => {
    expect(deskCommand(key('r', { ctrlKey: true }), null)).toBeNull()
    expect(deskCommand(key('a', { metaKey: true }), null)).toBeNull()
  })
  it('decide once when a key is held down, and keep walking', () => {
    expect(deskCommand(key('a', { repeat: true }), null)).toBeNull()
    expect(deskCommand(key('j', { repeat: true }), null)).toBe('next')
  })
  it('stand on the next nomination after a decision, on the last one at the end', () => {
    expect(placeAfter(0, 3)).toBe(0)
    expect(placeAfter(2, 3)).toBe(1)
    expect(placeAfter(0, 1)).toBeNull()
  })
})
