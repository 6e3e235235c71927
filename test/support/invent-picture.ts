import sharp from 'sharp'
import { seeded } from '../../scripts/demo-media/draw.ts'

/** A picture that no other seed gives: sky, ground and shapes at places of its own, 960 x 640. The same seed, the same pixels. */
export function inventPicture(seed: number): Promise<Buffer> {
  const next = seeded(seed)
  const colour = () =>
    `hsl(${Math.floor(next() * 360)} ${30 + Math.floor(next() * 60)}% ${20 + Math.floor(next() * 60)}%)`
  const horizon = 200 + next() * 260
  const shapes = Array.from({ length: 14 }, () => {
    const [x, y, size] = [next() * 960, next() * 640, 30 + next() * 200]
    return next() < 0.5
      ? `<circle cx="${x}" cy="${y}" r="${size / 2}" fill="${colour()}"/>`
      : `<rect x="${x}" y="${y}" width="${size}" height="${size * (0.3 + next())}" fill="${colour()}" transform="rotate(${next() * 90} ${x} ${y})"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640"><rect width="960" height="640" fill="${colour()}"/>
    <rect y="${horizon}" width="960" height="640" fill="${colour()}"/>${shapes.join('')}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
