import { join } from 'node:path'
import sharp from 'sharp'

const sizes = [
  [4000, 3000],
  [4608, 3456],
  [5184, 3456],
  [6000, 4000],
] as const

/** Writes JPEGs of 12 to 24 megapixels with a photo's detail: shapes, a gradient, fine noise; some lie on their side, half have a profile. */
export async function makeBenchPhotos(folder: string, count: number): Promise<string[]> {
  const files: string[] = []
  for (let index = 0; index < count; index += 1) {
    const [width, height] = sizes[index % sizes.length]!
    const file = join(folder, `photo-${index}.jpg`)
    const photo = sharp(await paint(width, height, index))
    // Half of the cameras embed a colour profile: some that of wide-gamut phones, some sRGB and a turn.
    if (index % 4 === 1) photo.withIccProfile('p3')
    if (index % 4 === 3) photo.withMetadata({ orientation: 6 })
    await photo.jpeg({ quality: 90 }).toFile(file)
    files.push(file)
  }
  return files
}

async function paint(width: number, height: number, seed: number): Promise<Buffer> {
  const circles = Array.from({ length: 60 }, (_, index) => {
    const at = (index * 7919 + seed * 104_729) % 1000
    return `<circle cx="${(at * width) / 1000}" cy="${(((at * 31) % 1000) * height) / 1000}" r="${40 + ((at * 13) % 500)}" fill="hsl(${(at * 47) % 360} 60% 50%)" opacity=".6"/>`
  }).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="#247"/><stop offset="1" stop-color="#fc8"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#a)"/>${circles}</svg>`
  const noise = { type: 'gaussian', mean: 128, sigma: 22 } as const
  const grain = await sharp({ create: { width: 1024, height: 1024, channels: 3, noise, background: '#808080' } })
    .png()
    .toBuffer()
  const composed = sharp(Buffer.from(svg))
    .flatten()
    .composite([{ input: grain, tile: true, blend: 'soft-light' }])
  return composed.jpeg({ quality: 97 }).toBuffer()
}
