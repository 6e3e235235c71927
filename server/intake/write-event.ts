import type { Livestream } from '#contracts/intake-livestream'

/** A live stream as a calendar with one event (RFC 5545): lines of at most 75 octets, times in UTC, a reminder a quarter before. */
export function writeEvent(stream: Livestream, publicUrl: string, now: Date): string {
  const address = stream.state === 'ended' ? (stream.replayUrl ?? stream.streamUrl) : stream.streamUrl
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//media-hub//livestream//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${stream.id}@${new URL(publicUrl).hostname}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(new Date(stream.startsAt))}`,
    `DTEND:${utc(new Date(stream.endsAt))}`,
    `SUMMARY:${escaped(stream.title)}`,
    `DESCRIPTION:${escaped([stream.description, address].filter(Boolean).join('\n'))}`,
    `ORGANIZER;CN=${quoted(stream.unit.name)}:${publicUrl}/phat-truc-tiep`,
    // An address is a URI: what ends a line cannot stand in it.
    `URL:${address}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(stream.title)}`,
    'TRIGGER:-PT15M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map(folded).join('')
}

const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const escaped = (text: string) =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\r\n?|\n/g, '\\n')
const quoted = (text: string) => `"${text.replace(/["\r\n\u0000-\u001f]/g, ' ')}"`

/** RFC 5545 §3.1: a line goes on after CRLF and a space; no character is cut. */
function folded(line: string): string {
  const parts: string[] = []
  let [part, size] = ['', 0]
  for (const character of line) {
    const bytes = Buffer.byteLength(character)
    if (size + bytes > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      size = 0
    }
    part += character
    size += bytes
  }
  return `${[...parts, part].join('\r\n ')}\r\n`
}
