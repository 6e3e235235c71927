/** Numbers from 0 to 1 that are the same at every run (mulberry32): the demo's pictures never change. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export type Canvas = { width: number; height: number }
type Stop = readonly [offset: number, colour: string, opacity?: number]

/** A vertical gradient for `url(#id)`. */
export function sky(id: string, stops: readonly Stop[]): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stopList(stops)}</linearGradient>`
}

/** A round gradient for `url(#id)`. */
export function glow(id: string, stops: readonly Stop[]): string {
  return `<radialGradient id="${id}">${stopList(stops)}</radialGradient>`
}

function stopList(stops: readonly Stop[]): string {
  return stops
    .map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join('')
}

/** A whole drawing. `definitions` are gradients and filters. */
export function drawing({ width, height }: Canvas, definitions: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><defs>${definitions}</defs>${body}</svg>`
}

export type Ridge = { y: number; rise: number; waves: number; seed: number }

/** A closed shape from a wavy ridge down to the picture's foot. */
export function ridge({ width, height }: Canvas, { y, rise, waves, seed }: Ridge, fill: string, opacity = 1): string {
  const random = seeded(seed)
  const terms = [1, 2.3, 5.1, 11.7, 23.9].map((times, index) => ({
    times: times * waves,
    size: 1 / (index + 1) ** 1.3,
    shift: random() * 7,
  }))
  const points: string[] = []
  for (let x = 0; x <= width; x += 6) {
    const sum = terms.reduce(
      (total, { times, size, shift }) => total + size * Math.sin((x / width) * Math.PI * times + shift),
      0,
    )
    points.push(`${x},${(y - rise * sum).toFixed(1)}`)
  }
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${fill}" opacity="${opacity}"/>`
}

/** Núi Bà Đen: a lone, nearly even cone with two shoulders, standing in a plain at height `foot`. */
export function baDen({ width }: Canvas, foot: number, scale: number, centre: number, fill: string): string {
  const random = seeded(986)
  const shape: [number, number][] = []
  const profile: [number, number][] = [
    [-1, 0],
    [-0.78, 0.1],
    [-0.6, 0.22],
    [-0.5, 0.25],
    [-0.4, 0.36],
    [-0.2, 0.72],
    [-0.08, 0.94],
    [0, 1],
    [0.07, 0.95],
    [0.2, 0.74],
    [0.36, 0.45],
    [0.48, 0.33],
    [0.58, 0.34],
    [0.7, 0.2],
    [0.86, 0.07],
    [1.05, 0],
  ]
  for (let index = 0; index < profile.length - 1; index += 1) {
    const [x0, y0] = profile[index]!
    const [x1, y1] = profile[index + 1]!
    for (let step = 0; step < 14; step += 1) {
      const part = step / 14
      const jag = (random() - 0.5) * 0.012
      shape.push([x0 + (x1 - x0) * part, y0 + (y1 - y0) * part + jag])
    }
  }
  const points = shape.map(
    ([x, y]) => `${(centre + x * scale * width).toFixed(1)},${(foot - y * scale * width * 0.52).toFixed(1)}`,
  )
  return `<polygon points="${points.join(' ')} ${centre + 1.05 * scale * width},${foot + 4} ${centre - scale * width},${foot + 4}" fill="${fill}"/>`
}

/** Soft clouds or mist: heaps of ellipses of one colour. */
export function mist(
  seed: number,
  box: { x: number; y: number; width: number; height: number },
  count: number,
  fill: string,
): string {
  const random = seeded(seed)
  const puff = (x: number, y: number, rx: number): string =>
    `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${rx.toFixed(0)}" ry="${(rx * 0.2).toFixed(0)}" fill="${fill}"/>`
  return Array.from({ length: count }, () => {
    const [x, y] = [box.x + random() * box.width, box.y + random() * box.height]
    const rx = box.width * (0.04 + random() * 0.08)
    const heap = Array.from({ length: 5 }, () =>
      puff(x + (random() - 0.5) * rx * 1.5, y - random() * rx * 0.2, rx * (0.25 + random() * 0.4)),
    )
    return puff(x, y, rx) + heap.join('')
  }).join('')
}
