import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'

const run = promisify(execFile)
const [width, height, rate] = [1920, 1080, 25]
const shotSeconds = 4.8
const fadeSeconds = 1

/**
 * Films the photos: 20 s of 1080p H.264 for five of them, moving slowly in and out and fading into each other, under a soft chord. The
 * place goes into its metadata, as a phone writes it. Needs ffmpeg.
 */
export async function makeFilm(file: string, photos: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-film-'))
  try {
    const frames = await Promise.all(
      photos.map(async (photo, index) => {
        const frame = join(folder, `${index}.jpg`)
        // A little larger than the film, for the camera to move in.
        await sharp(photo)
          .resize(width * 1.25, height * 1.25, { fit: 'cover' })
          .jpeg({ quality: 92 })
          .toFile(frame)
        return frame
      }),
    )
    const inputs = frames.flatMap(frame => ['-i', frame])
    const seconds = photos.length * (shotSeconds - fadeSeconds) + fadeSeconds
    const graph = [...frames.map((_, index) => move(index)), ...fades(frames.length), chord(seconds)].join(';')
    const codecs = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-crf',
      '22',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-b:a',
      '160k',
    ]
    const said = [
      '-metadata',
      'title=Tây Ninh qua ống kính',
      '-metadata',
      'location=+11.3813+106.1708/',
      '-movflags',
      '+faststart',
    ]
    const maps = ['-map', '[film]', '-map', '[sound]', '-t', String(seconds)]
    await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-y',
      ...inputs,
      '-filter_complex',
      graph,
      ...maps,
      ...codecs,
      ...said,
      file,
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The camera goes in on every other picture, and out on the rest. */
function move(index: number): string {
  const frames = Math.round(shotSeconds * rate)
  const zoom = index % 2 === 0 ? `1+0.18*on/${frames}` : `1.18-0.18*on/${frames}`
  return `[${index}:v]zoompan=z='${zoom}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=${width}x${height}:fps=${rate},setsar=1,format=yuv420p[shot${index}]`
}

function fades(count: number): string[] {
  return Array.from({ length: count - 1 }, (_, index) => {
    const from = index === 0 ? '[shot0]' : `[fade${index}]`
    const to = index === count - 2 ? '[film]' : `[fade${index + 1}]`
    const offset = ((index + 1) * (shotSeconds - fadeSeconds)).toFixed(2)
    return `${from}[shot${index + 1}]xfade=transition=fade:duration=${fadeSeconds}:offset=${offset}${to}`
  })
}

/** D major, swelling slowly: a sound, so that nobody takes the film for a silent one. */
function chord(seconds: number): string {
  const tones = [146.83, 220, 293.66, 369.99].map(
    (hertz, index) => `${0.09 / (index + 1)}*sin(2*PI*${hertz}*t)*(0.75+0.25*sin(2*PI*${0.11 + index * 0.07}*t))`,
  )
  return `aevalsrc='${tones.join('+')}':s=48000:d=${seconds},afade=t=in:d=2,afade=t=out:st=${seconds - 3}:d=3,aformat=channel_layouts=stereo[sound]`
}
