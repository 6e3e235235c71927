import { baDen, type Canvas, drawing, glow, mist, ridge, seeded, sky } from './draw.ts'

const blur =
  '<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="14"/></filter>'

/** Núi Bà Đen at dawn, over fields in mist. */
export function mountainAtDawn(canvas: Canvas): string {
  const { width, height } = canvas
  const definitions =
    sky('sky', [
      [0, '#16264f'],
      [0.35, '#4a5d94'],
      [0.55, '#c98a86'],
      [0.68, '#f6b26b'],
      [0.78, '#fde2a7'],
    ]) +
    sky('stone', [
      [0, '#2a3358'],
      [0.7, '#4c4a70'],
      [1, '#8a6a7d'],
    ]) +
    glow('sun', [
      [0, '#fff6da'],
      [0.12, '#ffe9b0', 0.95],
      [0.4, '#ffb867', 0.45],
      [1, '#ffb867', 0],
    ]) +
    blur
  const birds = Array.from({ length: 9 }, (_, index) => {
    const [x, y] = [width * (0.2 + index * 0.022), height * (0.26 + ((index * 37) % 11) * 0.007)]
    return `<path d="M${x - 11},${y - 4} q6,-5 11,3 q5,-8 11,-3" stroke="#1c2344" stroke-width="2.4" fill="none"/>`
  }).join('')
  const body = `<rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${width * 0.73}" cy="${height * 0.66}" r="${height * 0.5}" fill="url(#sun)"/>
    <g opacity=".75" filter="url(#soft)">${mist(4, { x: 0, y: height * 0.1, width, height: height * 0.25 }, 9, '#d9a6a4')}</g>
    ${ridge(canvas, { y: height * 0.7, rise: 14, waves: 2, seed: 3 }, '#7d6f95', 0.8)}
    ${baDen(canvas, height * 0.75, 0.36, width * 0.42, 'url(#stone)')}
    <g opacity=".8" filter="url(#soft)">${mist(8, { x: 0, y: height * 0.69, width, height: height * 0.07 }, 16, '#f4d3b4')}</g>
    ${ridge(canvas, { y: height * 0.8, rise: 8, waves: 5, seed: 11 }, '#5a5068')}
    ${ridge(canvas, { y: height * 0.87, rise: 10, waves: 7, seed: 21 }, '#3a3a4c')}
    ${palms(canvas, 6, height * 0.9, '#20222f')}
    ${ridge(canvas, { y: height * 0.94, rise: 9, waves: 4, seed: 31 }, '#1d1f2b')}${birds}`
  return drawing(canvas, definitions, body)
}

/** Hồ Dầu Tiếng: still water at sunset, a boat, the mountain far away. */
export function lakeAtSunset(canvas: Canvas): string {
  const { width, height } = canvas
  const shore = height * 0.52
  const random = seeded(72)
  const definitions =
    sky('sky', [
      [0, '#274b7a'],
      [0.3, '#6f8fb5'],
      [0.46, '#f3b68b'],
      [0.52, '#ffd9a0'],
    ]) +
    sky('water', [
      [0, '#f0b78f'],
      [0.18, '#9c93a8'],
      [0.6, '#3e5b80'],
      [1, '#1b3352'],
    ]) +
    glow('sun', [
      [0, '#fffbe8'],
      [0.1, '#fff0c0'],
      [0.3, '#ffc47d', 0.6],
      [1, '#ffc47d', 0],
    ]) +
    blur
  const glitter = Array.from({ length: 260 }, () => {
    const depth = random() ** 1.5
    const y = shore + 6 + depth * (height - shore)
    const spread = 30 + depth * width * 0.22
    const x = width * 0.62 + (random() + random() - 1) * spread
    const size = 8 + depth * 70
    return `<rect x="${(x - size / 2).toFixed(0)}" y="${y.toFixed(0)}" width="${size.toFixed(0)}" height="${(1.5 + depth * 5).toFixed(1)}" rx="2" fill="#ffe7b5" opacity="${(0.2 + random() * 0.55).toFixed(2)}"/>`
  }).join('')
  const [x, y] = [width * 0.3, height * 0.74]
  const boat = `<g fill="#151c2b"><path d="M${x - 130},${y} q130,44 260,0 l-22,26 q-108,28 -216,0 z"/>
    <path d="M${x + 40},${y + 4} v-92 q0,-16 14,-16 q13,0 13,16 v92 z"/><ellipse cx="${x + 53}" cy="${y - 108}" rx="30" ry="11"/>
    <path d="M${x + 66},${y - 62} L${x + 190},${y + 66}" stroke="#151c2b" stroke-width="5"/></g>
    <ellipse cx="${x}" cy="${y + 42}" rx="140" ry="11" fill="#0f1726" opacity=".45"/>`
  const body = `<rect width="100%" height="${shore}" fill="url(#sky)"/><rect y="${shore}" width="100%" height="${height - shore}" fill="url(#water)"/>
    <circle cx="${width * 0.62}" cy="${height * 0.43}" r="${height * 0.34}" fill="url(#sun)"/>
    <g opacity=".6" filter="url(#soft)">${mist(5, { x: 0, y: height * 0.08, width, height: height * 0.22 }, 12, '#ffd9c2')}</g>
    ${baDen(canvas, shore, 0.14, width * 0.2, '#54688d')}
    <path d="M0,${shore - 12} Q${width * 0.3},${shore - 22} ${width * 0.55},${shore - 8} T${width},${shore - 14} V${shore + 5} H0 z" fill="#2c3d58"/>
    ${glitter}${boat}`
  return drawing(canvas, definitions, body)
}

/** Ripe rice under a high sky. */
export function ripeRice(canvas: Canvas): string {
  const { width, height } = canvas
  const random = seeded(2020)
  const horizon = height * 0.42
  const definitions =
    sky('sky', [
      [0, '#3f8fd2'],
      [0.3, '#8cc4ec'],
      [0.42, '#e9f4fb'],
    ]) +
    sky('field', [
      [0, '#d9bf56'],
      [0.35, '#e3b93c'],
      [1, '#b9851c'],
    ]) +
    blur
  const rows = Array.from({ length: 26 }, (_, index) => {
    const at = width * (-0.9 + index * 0.108)
    return `<path d="M${width * 0.5 + (at - width * 0.5) * 0.12},${horizon} L${at},${height}" stroke="#8f6a16" stroke-width="${5 + Math.abs(index - 13) * 0.4}" opacity=".16"/>`
  }).join('')
  const stalks = Array.from({ length: 650 }, () => {
    const depth = 0.25 + random() * 0.75
    const [x, y] = [random() * width, horizon + depth * (height - horizon) + 60]
    const tall = 50 + depth * depth * 320
    const lean = (random() - 0.3) * tall * 0.5
    const tone = ['#f6d765', '#e6b93a', '#c8952a', '#a98a2a', '#efe08b'][Math.floor(random() * 5)]!
    const ear = `<path d="M${(x + lean * 0.7).toFixed(0)},${(y - tall * 0.85).toFixed(0)} q${(lean * 0.5).toFixed(0)},${(-tall * 0.14).toFixed(0)} ${(lean * 0.9).toFixed(0)},${(tall * 0.05).toFixed(0)}" stroke="${tone}" stroke-width="${(3 + depth * 9).toFixed(1)}" stroke-linecap="round" stroke-dasharray="${(5 + depth * 5).toFixed(0)} ${(2 + depth * 2).toFixed(0)}" fill="none"/>`
    return [
      y,
      `<path d="M${x.toFixed(0)},${y.toFixed(0)} q${(lean * 0.2).toFixed(0)},${(-tall * 0.6).toFixed(0)} ${(lean * 0.7).toFixed(0)},${(-tall * 0.85).toFixed(0)}" stroke="${tone}" stroke-width="${(1 + depth * 2.4).toFixed(1)}" opacity=".8" fill="none"/>${ear}`,
    ] as const
  }).sort(([a], [b]) => a - b)
  const body = `<rect width="100%" height="100%" fill="url(#sky)"/>
    <g filter="url(#soft)" opacity=".95">${mist(17, { x: 0, y: height * 0.08, width, height: height * 0.2 }, 20, '#ffffff')}</g>
    ${baDen(canvas, horizon + 4, 0.17, width * 0.74, '#7fa0b8')}
    ${ridge(canvas, { y: horizon, rise: 7, waves: 16, seed: 6 }, '#5c7d4a')}
    <rect y="${horizon + 12}" width="100%" height="${height - horizon}" fill="url(#field)"/>${rows}${stalks.map(([, shape]) => shape).join('')}`
  return drawing(canvas, definitions, body)
}

/** Morning light in the forest of Lò Gò – Xa Mát. */
export function forestLight(canvas: Canvas): string {
  const { width, height } = canvas
  const random = seeded(1901)
  const layers = [
    ['#a9c7a0', 0.3, 26],
    ['#6f9c73', 0.5, 20],
    ['#3d6b4d', 0.75, 14],
    ['#173626', 1.15, 8],
  ] as const
  const trunks = layers.map(([tone, depth, count]) => {
    const wood = Array.from({ length: count }, () => {
      const x = random() * width
      const thick = (12 + random() * 30) * depth
      const bend = (random() - 0.5) * 60
      const foot = height * (0.7 + depth * 0.2)
      return `<path d="M${x - thick},${foot} q${bend + thick * 0.4},${-height * 0.5} ${bend},${-height} h${thick} q${-bend * 0.2 + thick * 0.3},${height * 0.5} ${thick},${height} z" fill="${tone}"/>`
    }).join('')
    const leaves = Array.from({ length: count * 14 }, () => {
      const size = (14 + random() * 46) * depth
      const [x, y] = [random() * width, random() ** 1.7 * height * 0.5]
      return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${size.toFixed(0)}" ry="${(size * 0.55).toFixed(0)}" fill="${tone}" opacity=".75" transform="rotate(${(random() * 60 - 30).toFixed(0)} ${x.toFixed(0)} ${y.toFixed(0)})"/>`
    }).join('')
    const ground = ridge(
      canvas,
      { y: height * (0.7 + depth * 0.2), rise: 12, waves: 4, seed: Math.round(depth * 100) },
      tone,
    )
    return `${ground}${wood}${leaves}`
  })
  const rays = Array.from({ length: 9 }, (_, index) => {
    const x = width * (0.28 + index * 0.07)
    return `<polygon points="${x},-20 ${x + 46},-20 ${x - width * 0.12 + index * 22 + 150},${height} ${x - width * 0.2 + index * 22},${height}" fill="#fff7cf" opacity="${0.07 + (index % 3) * 0.05}"/>`
  }).join('')
  const definitions =
    sky('air', [
      [0, '#f4f7d8'],
      [0.5, '#d3e4bf'],
      [1, '#8fb388'],
    ]) + blur
  const body = `<rect width="100%" height="100%" fill="url(#air)"/>${trunks.slice(0, 2).join('')}<g filter="url(#soft)">${rays}</g>${trunks[2]}${trunks[3]}`
  return drawing(canvas, definitions, body)
}

/** Sugar palms (thốt nốt), the tree of the border plains. */
function palms({ width }: Canvas, count: number, foot: number, fill: string): string {
  const random = seeded(33)
  return Array.from({ length: count }, () => {
    const x = width * (0.04 + random() * 0.92)
    const tall = 90 + random() * 90
    const crown = Array.from(
      { length: 11 },
      (_, leaf) =>
        `<ellipse cx="${x}" cy="${foot - tall - 24}" rx="7" ry="34" transform="rotate(${leaf * 33} ${x} ${foot - tall})"/>`,
    ).join('')
    return `<g fill="${fill}"><rect x="${x - 4}" y="${foot - tall}" width="8" height="${tall + 30}"/>${crown}</g>`
  }).join('')
}
