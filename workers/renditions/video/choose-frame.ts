/** How good a picture of a frame would be, in parts of a whole and their product. Luma only. */
export type FrameScore = { score: number; sharpness: number; contrast: number; exposure: number; entropy: number }

/**
 * Which of the frames makes the best poster: sharp, with contrast and many tones, neither black nor white. A frame is 8-bit luma, row
 * by row. Of equals the earliest; the very first counts less, as films fade in. -1 where there is none.
 */
export function chooseFrame(frames: readonly Buffer[], width: number): number {
  let best = -1
  let most = Number.NEGATIVE_INFINITY
  for (const [at, luma] of frames.entries()) {
    const { score } = scoreFrame(luma, width)
    const worth = at === 0 ? score * 0.9 : score
    if (worth > most) [best, most] = [at, worth]
  }
  return best
}

/** Scores one frame of 8-bit luma. */
export function scoreFrame(luma: Buffer, width: number): FrameScore {
  const tones = new Uint32Array(256)
  for (const value of luma) tones[value] = (tones[value] ?? 0) + 1
  let mean = 0
  let squares = 0
  let entropy = 0
  for (const [value, count] of tones.entries()) {
    const share = count / luma.length
    mean += value * share
    squares += value * value * share
    if (share > 0) entropy -= share * Math.log2(share)
  }
  const deviation = Math.sqrt(Math.max(0, squares - mean * mean))
  const contrast = Math.min(1, deviation / 50)
  const exposure = Math.min(1, Math.max(0.02, Math.min(mean - 16, 240 - mean) / 60))
  const sharpness = Math.log1p(laplacianVariance(luma, width)) / 10
  const tonal = entropy / 8
  return { score: sharpness * contrast * exposure * tonal, sharpness, contrast, exposure, entropy: tonal }
}

/** The variance of the Laplacian: low where edges are soft (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000). */
function laplacianVariance(luma: Buffer, width: number): number {
  const height = Math.floor(luma.length / width)
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      const around = luma[at - 1]! + luma[at + 1]! + luma[at - width]! + luma[at + width]!
      const value = around - 4 * luma[at]!
      sum += value
      squares += value * value
      count += 1
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}
