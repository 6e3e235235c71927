import { crc32 } from 'node:zlib'

/** A number, big-endian, in so many bytes. */
const be = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

/** What playlists look like that ask for an address and for a file of this machine; each is a whole file. */
export function makePlaylists(address: string, localFile: string): Record<string, Buffer> {
  const hls = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n${address}/a.ts\n#EXTINF:1.0,\nfile://${localFile}\n#EXT-X-ENDLIST\n`
  const dash = `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S"
    profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1"
    bandwidth="1"><BaseURL>${address}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`
  const concat = `ffconcat version 1.0\nfile '${localFile}'\nfile '${address}/a.mp4'\n`
  const { hostname, port } = new URL(address)
  const sdp = `v=0\no=- 0 0 IN IP4 ${hostname}\ns=x\nc=IN IP4 ${hostname}\nt=0 0\na=control:rtsp://${hostname}:${port}/\nm=video ${port} RTP/AVP 96\na=rtpmap:96 H264/90000\n`
  const list = `#EXTM3U\n${localFile}\n${address}/a.mp4\n`
  const found = { HLS: hls, DASH: dash, concat, SDP: sdp, M3U: list }
  return Object.fromEntries(Object.entries(found).map(([name, text]) => [name, Buffer.from(text)]))
}

/** An MP4 (its index behind its pictures) whose tracks say that their data lie at an address (ISO/IEC 14496-12 §8.7.2). */
export function withExternalData(mp4: Buffer, address: string): Buffer {
  const at = mp4.indexOf('dref') - 4
  const within = ['moov', 'trak', 'mdia', 'minf', 'dinf'].map(type => mp4.lastIndexOf(type, at) - 4)
  // One entry: version and flags 0 (not in this file), then the address as a C string.
  const entry = Buffer.concat([Buffer.from('url \0\0\0\0', 'latin1'), Buffer.from(`${address}/outside.mp4\0`)])
  const dref = Buffer.concat([be(0, 4), be(1, 4), be(entry.length + 4, 4), entry])
  const old = mp4.readUInt32BE(at)
  const grown = dref.length + 8 - old
  const head = Buffer.from(mp4.subarray(0, at))
  for (const box of within) head.writeUInt32BE(head.readUInt32BE(box) + grown, box)
  return Buffer.concat([head, be(dref.length + 8, 4), Buffer.from('dref'), dref, mp4.subarray(at + old)])
}

/** The same film, saying that it lasts 10^9 seconds: four ticks a second, 4 x 10^9 of them. */
export function withEndlessDuration(mp4: Buffer): Buffer {
  const bytes = Buffer.from(mp4)
  const at = bytes.indexOf('mvhd') + 4
  bytes.writeUInt32BE(4, at + 12)
  bytes.writeUInt32BE(4_000_000_000, at + 16)
  for (let track = bytes.indexOf('tkhd'); track > 0; track = bytes.indexOf('tkhd', track + 4))
    bytes.writeUInt32BE(4_000_000_000, track + 4 + 20)
  return bytes
}

/** A Matroska of so many tracks and no frame (RFC 9559). */
export function makeMatroska(tracks: number): Buffer {
  const element = (id: number, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts)
    const width = Math.ceil(id.toString(16).length / 2)
    return Buffer.concat([be(id, width), Buffer.concat([Buffer.from([0x08]), be(body.length, 4)]), body])
  }
  const text = (id: number, value: string) => element(id, Buffer.from(value))
  const number = (id: number, value: number) => element(id, be(value, 4))
  const entries = Array.from({ length: tracks }, (_, index) =>
    element(0xae, number(0xd7, index + 1), number(0x73c5, index + 1), number(0x83, 2), text(0x86, 'A_VORBIS')),
  )
  const head = element(0x1a45dfa3, text(0x4282, 'matroska'), number(0x4287, 4), number(0x4285, 2))
  return Buffer.concat([
    head,
    element(0x18538067, element(0x1549a966, number(0x2ad7b1, 1_000_000)), element(0x1654ae6b, ...entries)),
  ])
}

/** A GIF of so many frames of one pixel each, on 16 x 16. */
export function makeManyFrames(frames: number): Buffer {
  const head = Buffer.from('47494638396110001000800000000000ffffff', 'hex')
  // A graphic control extension (a tenth of a second), an image descriptor, and one pixel in LZW, black and white by turns.
  const frame = (bits: string) => Buffer.from(`21f904000a0000002c0000000001000100000202${bits}0100`, 'hex')
  const pair = Buffer.concat([frame('44'), frame('4c')])
  return Buffer.concat([head, ...Array.from({ length: frames / 2 }, () => pair), Buffer.from(';')])
}

/** A JPEG that says it is 65,500 pixels wide and high. */
export function withJpegSize(jpeg: Buffer, side: number): Buffer {
  const bytes = Buffer.from(jpeg)
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) throw new Error('no JPEG')
    // A start of frame, but for the tables of arithmetic and Huffman coding (ITU-T T.81 table B.1).
    if (bytes[at + 1]! < 0xc0 || bytes[at + 1]! > 0xcf || [0xc4, 0xc8, 0xcc].includes(bytes[at + 1]!)) continue
    bytes.writeUInt16BE(side, at + 5)
    bytes.writeUInt16BE(side, at + 7)
    return bytes
  }
  throw new Error('no frame in this JPEG')
}

/** A TIFF (little-endian, tags in place) that says it is so wide and high. */
export function withTiffSize(tiff: Buffer, side: number): Buffer {
  const bytes = Buffer.from(tiff)
  const start = bytes.readUInt32LE(4)
  for (let index = 0; index < bytes.readUInt16LE(start); index += 1) {
    const entry = start + 2 + index * 12
    if (![256, 257].includes(bytes.readUInt16LE(entry))) continue
    bytes.writeUInt16LE(4, entry + 2)
    bytes.writeUInt32LE(side, entry + 8)
  }
  return bytes
}

/** An AVIF that says it is so wide and high (`ispe`, ISO/IEC 23008-12 §6.5.3). */
export function withAvifSize(avif: Buffer, side: number): Buffer {
  const bytes = Buffer.from(avif)
  const at = bytes.indexOf('ispe') + 8
  bytes.writeUInt32BE(side, at)
  bytes.writeUInt32BE(side, at + 4)
  return bytes
}

/** A lossy WebP that says it is 16,383 pixels wide and high, the most that the format can (RFC 9649 §2.5). */
export function withLargestWebp(webp: Buffer): Buffer {
  const bytes = Buffer.from(webp)
  const at = bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a])) + 3
  bytes.writeUInt16LE(16_383, at)
  bytes.writeUInt16LE(16_383, at + 2)
  return bytes
}

/** A PNG with a text chunk more: what some readers take for the name of a file that they put inside. */
export function withPngText(png: Buffer, keyword: string, text: string): Buffer {
  const body = Buffer.concat([Buffer.from('tEXt'), Buffer.from(`${keyword}\0${text}`, 'latin1')])
  const chunk = Buffer.concat([be(body.length - 4, 4), body, be(crc32(body), 4)])
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}
