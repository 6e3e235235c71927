import { open } from 'node:fs/promises'
import type { RawPixels } from './image/open-picture.ts'

/** Reads the head of a binary PPM (`P6 <width> <height> 255`, netpbm's ppm(5)) as pdftoppm writes it. Throws for anything else. */
export async function readPpmHeader(file: string): Promise<RawPixels> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    const match = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(buffer.subarray(0, bytesRead).toString('latin1'))
    if (!match) throw new Error('not a PPM of 8 bits')
    return { width: Number(match[1]), height: Number(match[2]), offset: match[0].length }
  } finally {
    await handle.close()
  }
}
