/** Frames a second as ffmpeg writes them: `count` frames in `time` seconds, so that 24000/1001 stays what it is. */
export type FrameRate = { count: number; time: number }

const standard: readonly FrameRate[] = [
  [24000, 1001],
  [24, 1],
  [25, 1],
  [30000, 1001],
  [30, 1],
  [48, 1],
  [50, 1],
  [60000, 1001],
  [60, 1],
].map(([count = 0, time = 1]) => ({ count, time }))

/** The rate of `30000/1001`; null for `0/0` and for what is no fraction. */
export function readRate(fraction: string | undefined): FrameRate | null {
  const [count, time] = (fraction ?? '').split('/').map(Number)
  return count && time && count > 0 && time > 0 && Number.isFinite(count / time) ? { count, time } : null
}

/** To three places, as FRAME-RATE of HLS has it. */
export const framesASecond = (rate: FrameRate): number => Math.round(speed(rate) * 1000) / 1000

/**
 * The even rate at which a film is made. `average` and `nominal` are what ffprobe says (avg_frame_rate, r_frame_rate). An even source
 * keeps its own rate. Where the two differ the frames come unevenly (phones): then the next standard rate that loses none. Above
 * `most` a whole fraction of the rate, because dropping every second frame stutters less than dropping some.
 */
export function chooseRate(
  average: FrameRate | null,
  nominal: FrameRate | null,
  options: { most: number; interlaced: boolean },
): FrameRate {
  const found = average ?? nominal ?? { count: 25, time: 1 }
  // Fields counted as frames.
  const fields = options.interlaced && speed(found) > 47
  const source = fields ? { count: found.count, time: found.time * 2 } : found
  const value = speed(source)
  if (value > options.most * 1.001) {
    return snap({ count: source.count, time: source.time * Math.ceil(value / options.most - 0.001) })
  }
  const said = fields || !nominal ? source : nominal
  const off = Math.abs(speed(said) / value - 1)
  if (off < 0.001 || value < 20) return snap(source)
  if (off < 0.02) return snap(said)
  // The rate at which every frame has its own moment, where it is one that films have. Twice as fast is fields, counted.
  const exact = speed(said) > value && speed(said) < value * 1.9 ? standard.find(rate => isNear(rate, said)) : undefined
  if (exact) return exact
  return standard.find(rate => speed(rate) >= value * 0.99) ?? snap(source)
}

const speed = ({ count, time }: FrameRate): number => count / time

const isNear = (a: FrameRate, b: FrameRate): boolean => Math.abs(speed(a) / speed(b) - 1) < 0.0004

/** The standard rate that is meant, else to a thousandth: no fraction of nine digits goes on a command line. */
function snap(rate: FrameRate): FrameRate {
  const value = speed(rate)
  const meant = standard.find(each => isNear(each, rate))
  return meant ?? { count: Math.max(1, Math.round(value * 1000)), time: 1000 }
}
