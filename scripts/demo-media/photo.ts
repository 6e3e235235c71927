import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Canvas } from './draw.ts'

export type Shot = {
  draw(canvas: Canvas): string
  width: number
  height: number
  /** Decimal degrees, north and east. */
  latitude: number
  longitude: number
  /** `2020:02:09 06:12:40`, as EXIF writes it. */
  takenAt: string
  camera: { make: string; model: string }
  /** ASCII: EXIF knows no other (Vietnamese stands in the metadata that is sent with the upload). */
  artist: string
}

// The scenes are drawn in units of this canvas, and rendered a little smaller: librsvg's blurs cost by the pixel.
const canvasSide = 2000
const density = 62

/** Takes a drawn photo as a camera would: grain, JPEG, EXIF with the place. */
export async function takePhoto(file: string, shot: Shot): Promise<void> {
  const { width, height } = shot
  const scale = canvasSide / Math.max(width, height)
  const canvas = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const drawn = await sharp(Buffer.from(shot.draw(canvas)), { density })
    .flatten()
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .removeAlpha()
    .raw()
    .toBuffer()
  const photo = sharp(drawn, { raw: { width, height, channels: 3 } }).composite([
    { input: await grain(), tile: true, blend: 'soft-light' },
  ])
  await writeFile(file, await photo.withExif(exif(shot)).jpeg({ quality: 88, chromaSubsampling: '4:2:0' }).toBuffer())
}

/** A tile of film grain. */
function grain(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 18 } as const
  return sharp({ create: { width: 512, height: 512, channels: 3, noise, background: '#808080' } })
    .greyscale()
    .png()
    .toBuffer()
}

function exif({ camera, artist, takenAt, latitude, longitude }: Shot) {
  return {
    IFD0: { Make: camera.make, Model: camera.model, Artist: artist, DateTime: takenAt },
    IFD2: {
      DateTimeOriginal: takenAt,
      ISOSpeedRatings: '100',
      FNumber: '8/1',
      ExposureTime: '1/250',
      FocalLength: '35/1',
    },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: degrees(latitude),
      GPSLongitudeRef: 'E',
      GPSLongitude: degrees(longitude),
    },
  }
}

function degrees(value: number): string {
  const minutes = (value % 1) * 60
  return `${Math.floor(value)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`
}
