import { baDen, type Canvas, drawing, glow, mist, ridge, seeded, sky } from './draw.ts'

const blur =
  '<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="12"/></filter>'

/** A holy see with two towers at dusk, mirrored in its rain-wet court. */
export function holySeeAtDusk(canvas: Canvas): string {
  const { width, height } = canvas
  const ground = height * 0.74
  const centre = width / 2
  const definitions =
    sky('sky', [
      [0, '#3b2a63'],
      [0.4, '#8d4f86'],
      [0.62, '#e58a7b'],
      [0.74, '#ffd39a'],
    ]) +
    sky('court', [
      [0, '#d99a83'],
      [0.5, '#6d4a74'],
      [1, '#2c2148'],
    ]) +
    glow('lamp', [
      [0, '#fff2c4'],
      [0.3, '#ffcf7a', 0.7],
      [1, '#ffcf7a', 0],
    ]) +
    blur
  const tower = (x: number) => `
    <rect x="${x - 62}" y="${ground - 470}" width="124" height="470"/>
    ${[0, 1, 2, 3].map(tier => `<path d="M${x - 92 + tier * 9},${ground - 120 - tier * 112} q92,-34 ${184 - tier * 18},0 l-16,-26 h${-152 + tier * 18} z"/>`).join('')}
    <path d="M${x - 60},${ground - 470} q60,-110 120,0 z"/><rect x="${x - 5}" y="${ground - 590}" width="10" height="80"/><circle cx="${x}" cy="${ground - 594}" r="11"/>`
  const nave = `
    <path d="M${centre - 520},${ground} v-190 l520,-96 520,96 v190 z"/>
    <path d="M${centre - 470},${ground - 196} q470,-150 940,0 l-40,-44 q-430,-118 -860,0 z"/>
    <path d="M${centre - 150},${ground - 270} q150,-150 300,0 v40 h-300 z"/><path d="M${centre - 84},${ground - 366} q84,-112 168,0 z"/>
    <rect x="${centre - 4}" y="${ground - 470}" width="8" height="70"/>`
  const windows = Array.from(
    { length: 15 },
    (_, index) =>
      `<path d="M${centre - 430 + index * 60},${ground - 40} v-62 q15,-26 30,0 v62 z" fill="#ffd98c" opacity=".85"/>`,
  ).join('')
  const towers = [centre - 300, centre + 300].map(tower).join('')
  const lit = [centre - 300, centre + 300]
    .flatMap(x =>
      [0, 1, 2].map(
        tier => `<path d="M${x - 18},${ground - 150 - tier * 112} v-48 q18,-22 36,0 v48 z" fill="#ffd98c"/>`,
      ),
    )
    .join('')
  const building = `<g fill="#2a1b3d">${nave}${towers}</g>${windows}${lit}`
  const trees = ridge(canvas, { y: ground - 26, rise: 22, waves: 19, seed: 55 }, '#33204a')
  const body = `<rect width="100%" height="100%" fill="url(#sky)"/>
    <g filter="url(#soft)" opacity=".5">${mist(12, { x: 0, y: height * 0.12, width, height: height * 0.3 }, 14, '#ffb6a0')}</g>
    ${trees}${building}<rect y="${ground}" width="100%" height="${height - ground}" fill="url(#court)"/>
    <g transform="translate(0 ${ground * 2}) scale(1 -1)" opacity=".34" filter="url(#soft)">${building}</g>
    ${[0.14, 0.3, 0.7, 0.86].map(at => `<circle cx="${width * at}" cy="${ground - 70}" r="120" fill="url(#lamp)"/><rect x="${width * at - 3}" y="${ground - 70}" width="6" height="72" fill="#1d1230"/>`).join('')}`
  return drawing(canvas, definitions, body)
}

/** A festival night: lanterns, strings of light, people from behind. */
export function festivalNight(canvas: Canvas): string {
  const { width, height } = canvas
  const random = seeded(1501)
  const tones = ['#ff5f4a', '#ffb02e', '#ffd75e', '#ff7fa6', '#6fd3ff', '#9dff8a']
  const definitions =
    sky('night', [
      [0, '#050a22'],
      [0.6, '#17184a'],
      [0.85, '#4a1f4f'],
      [1, '#24112e'],
    ]) +
    tones
      .map((tone, index) =>
        glow(`light${index}`, [
          [0, '#fffbe6'],
          [0.16, tone, 0.95],
          [0.5, tone, 0.28],
          [1, tone, 0],
        ]),
      )
      .join('') +
    blur
  const far = Array.from({ length: 150 }, () => {
    const size = 14 + random() * 52
    return `<circle cx="${(random() * width).toFixed(0)}" cy="${(height * (0.45 + random() * 0.38)).toFixed(0)}" r="${size.toFixed(0)}" fill="url(#light${Math.floor(random() * tones.length)})" opacity="${(0.25 + random() * 0.5).toFixed(2)}"/>`
  }).join('')
  const strings = Array.from({ length: 6 }, (_, row) => {
    const y = height * (0.1 + row * 0.07)
    const bulbs = Array.from({ length: 22 }, (_, index) => {
      const at = index / 21
      const sag = Math.sin(at * Math.PI) * (70 + row * 14)
      return `<circle cx="${(at * width).toFixed(0)}" cy="${(y + sag).toFixed(0)}" r="${20 + row * 2}" fill="url(#light${(index + row) % 3})"/>`
    }).join('')
    return `<path d="M0,${y} Q${width / 2},${y + 2 * (70 + row * 14)} ${width},${y}" stroke="#2a2350" stroke-width="3" fill="none"/>${bulbs}`
  }).join('')
  const lanterns = Array.from({ length: 9 }, (_, index) => {
    const [x, y] = [width * (0.07 + index * 0.108), height * (0.34 + ((index * 7) % 4) * 0.045)]
    const tone = tones[index % 4]!
    return `<circle cx="${x}" cy="${y}" r="150" fill="url(#light${index % 4})" opacity=".75"/><line x1="${x}" y1="0" x2="${x}" y2="${y - 40}" stroke="#120d28" stroke-width="2"/>
      <ellipse cx="${x}" cy="${y}" rx="44" ry="52" fill="${tone}"/><ellipse cx="${x}" cy="${y}" rx="20" ry="52" fill="#fff3c9" opacity=".45"/>
      <rect x="${x - 18}" y="${y - 58}" width="36" height="9" fill="#3a1020"/><rect x="${x - 18}" y="${y + 49}" width="36" height="9" fill="#3a1020"/><path d="M${x},${y + 58} v52" stroke="${tone}" stroke-width="6"/>`
  }).join('')
  const people = Array.from({ length: 46 }, (_, index) => {
    const x = (index / 45) * width + (random() - 0.5) * 60
    const top = height * (0.8 + random() * 0.09)
    const hat = index % 5 === 0 ? `<path d="M${x - 52},${top + 4} L${x},${top - 44} L${x + 52},${top + 4} z"/>` : ''
    return `<circle cx="${x}" cy="${top}" r="30"/>${hat}<path d="M${x - 66},${height} q0,${top - height + 46} 66,${top - height + 40} q66,6 66,${height - top - 40} z"/>`
  }).join('')
  const body = `<rect width="100%" height="100%" fill="url(#night)"/>${baDen(canvas, height * 0.72, 0.3, width * 0.5, '#0d1030')}
    <g filter="url(#soft)">${far}</g>${strings}${lanterns}<g fill="#080615">${people}</g>`
  return drawing(canvas, definitions, body)
}

/** Bánh tráng phơi sương: rice papers on bamboo racks in the dew of the early morning. */
export function ricePapers(canvas: Canvas): string {
  const { width, height } = canvas
  const random = seeded(712)
  const definitions =
    sky('ground', [
      [0, '#8fa37a'],
      [0.3, '#6f7f55'],
      [1, '#4b5333'],
    ]) +
    glow('paper', [
      [0, '#fffdf3'],
      [0.7, '#f7efd8'],
      [0.92, '#e7d8b0'],
      [1, '#cdb785'],
    ]) +
    sky('light', [
      [0, '#ffe9b8', 0.55],
      [0.5, '#ffe9b8', 0.1],
      [1, '#2b2413', 0.3],
    ]) +
    blur
  const racks: string[] = []
  let y = height * 0.05
  for (let row = 0; y < height * 1.1; row += 1) {
    const scale = 0.34 + row * 0.12
    const radius = 105 * scale
    y += radius * 1.28
    const weave = Array.from(
      { length: 7 },
      (_, line) =>
        `<line x1="0" x2="${width}" y1="${y - radius + line * radius * 0.34}" y2="${y - radius + line * radius * 0.34}" stroke="#b08d4c" stroke-width="${3 * scale}" opacity=".8"/>`,
    ).join('')
    const poles = Array.from(
      { length: Math.ceil(26 / scale) },
      (_, pole) =>
        `<line x1="${pole * 80 * scale}" x2="${pole * 80 * scale + 12}" y1="${y - radius * 1.05}" y2="${y + radius * 1.1}" stroke="#8a6a34" stroke-width="${4 * scale}" opacity=".8"/>`,
    ).join('')
    const papers = Array.from({ length: Math.ceil(width / (radius * 2.15)) + 2 }, (_, column) => {
      const x = column * radius * 2.15 - (row % 2) * radius + (random() - 0.5) * 8
      const at = y + (random() - 0.5) * 8 * scale
      return `<ellipse cx="${x}" cy="${at + 9 * scale}" rx="${radius}" ry="${radius * 0.62}" fill="#3a3319" opacity=".35"/>
        <ellipse cx="${x}" cy="${at}" rx="${radius}" ry="${radius * 0.62}" fill="url(#paper)" opacity=".94"/>
        <ellipse cx="${x - radius * 0.25}" cy="${at - radius * 0.18}" rx="${radius * 0.4}" ry="${radius * 0.16}" fill="#fff" opacity=".5"/>`
    }).join('')
    racks.push(`${poles}${weave}${papers}`)
  }
  const body = `<rect width="100%" height="100%" fill="url(#ground)"/>${racks.join('')}<rect width="100%" height="100%" fill="url(#light)"/>
    <g filter="url(#soft)" opacity=".55">${mist(40, { x: 0, y: -20, width, height: height * 0.16 }, 12, '#fff4d6')}</g>`
  return drawing(canvas, definitions, body)
}

/** Upright: the cable car over a sea of clouds. */
export function cableCar(canvas: Canvas): string {
  const { width, height } = canvas
  const definitions =
    sky('sky', [
      [0, '#1f6fb8'],
      [0.35, '#6fb4e6'],
      [0.6, '#d9edf8'],
      [1, '#ffffff'],
    ]) +
    sky('peak', [
      [0, '#20503f'],
      [1, '#6a9a86'],
    ]) +
    glow('sun', [
      [0, '#ffffff'],
      [0.2, '#fff6cf', 0.8],
      [1, '#fff6cf', 0],
    ]) +
    blur
  const cabins = [0.16, 0.4, 0.66]
    .map((at, index) => {
      const [x, y] = [width * at, height * (0.5 - at * 0.34)]
      const size = 0.7 + (1 - at) * 0.8
      return `<g transform="translate(${x} ${y}) scale(${size})"><line x1="0" y1="0" x2="0" y2="46" stroke="#27313c" stroke-width="7"/>
      <rect x="-58" y="44" width="116" height="110" rx="26" fill="${['#d8342c', '#f2b21d', '#1e8e5a'][index]}"/><rect x="-46" y="62" width="92" height="46" rx="10" fill="#dff1fb"/>
      <rect x="-3" y="62" width="6" height="46" fill="#27313c"/><rect x="-58" y="118" width="116" height="9" fill="#fff" opacity=".7"/></g>`
    })
    .join('')
  const clouds = [0.58, 0.68, 0.79, 0.9].map(
    (at, index) =>
      `<g filter="url(#soft)" opacity="${0.75 + index * 0.06}">${mist(60 + index, { x: -80, y: height * at, width: width + 160, height: height * 0.09 }, 34, ['#eaf4fa', '#f3f9fc', '#fafdff', '#ffffff'][index]!)}</g>`,
  )
  const body = `<rect width="100%" height="100%" fill="url(#sky)"/><circle cx="${width * 0.2}" cy="${height * 0.14}" r="${width * 0.6}" fill="url(#sun)"/>
    ${ridge(canvas, { y: height * 0.63, rise: 40, waves: 2.4, seed: 70 }, '#a8cbdc', 0.8)}${clouds[0]}
    ${baDen(canvas, height * 0.78, 0.62, width * 0.86, 'url(#peak)')}${clouds[1]}
    <line x1="${-20}" y1="${height * 0.507}" x2="${width}" y2="${height * 0.16}" stroke="#27313c" stroke-width="6"/>
    <path d="M${width * 0.86},${height * 0.18} l-26,${height * 0.28} h60 l-26,${-height * 0.28} z" fill="#4a5a66"/><rect x="${width * 0.8}" y="${height * 0.185}" width="${width * 0.13}" height="18" fill="#4a5a66"/>
    ${cabins}${clouds[2]}${clouds[3]}`
  return drawing(canvas, definitions, body)
}
