import type { Box, Point } from '#contracts/crop-box'

export type Corner = 'nw' | 'ne' | 'sw' | 'se'
/** A shape as people name it; null is free. */
export const cropShapes = { free: null, square: 1, portrait: 4 / 5, wide: 16 / 9, photo: 3 / 2 } as const
export type CropShape = keyof typeof cropShapes
// Smaller than a fiftieth of the picture nobody draws on purpose.
const least = 0.02

/** The shape in fractions of the picture: what is a square on the screen is none in fractions of a wide picture. */
export function shapeRatio(shape: CropShape, picture: { width: number; height: number }): number | null {
  const ratio = cropShapes[shape]
  return ratio === null ? null : (ratio * picture.height) / picture.width
}

export function moved(box: Box, by: Point): Box {
  return { ...box, x: within(box.x + by.x, 1 - box.width), y: within(box.y + by.y, 1 - box.height) }
}

/** The box whose corner is drawn to a point; the corner across stays where it is. `ratio`: width by height, in fractions. */
export function cornerDrawn(box: Box, corner: Corner, to: Point, ratio: number | null): Box {
  const west = corner.endsWith('w')
  const north = corner.startsWith('n')
  const anchor = { x: west ? box.x + box.width : box.x, y: north ? box.y + box.height : box.y }
  const room = { width: west ? anchor.x : 1 - anchor.x, height: north ? anchor.y : 1 - anchor.y }
  const pulled = {
    width: Math.max(least, west ? anchor.x - to.x : to.x - anchor.x),
    height: Math.max(least, north ? anchor.y - to.y : to.y - anchor.y),
  }
  const { width, height } = ratio === null ? capped(pulled, room) : shaped(pulled, room, ratio)
  return { x: west ? anchor.x - width : anchor.x, y: north ? anchor.y - height : anchor.y, width, height }
}

/** The box in another shape: about as large, around the same middle. */
export function reshaped(box: Box, ratio: number | null): Box {
  if (ratio === null) return box
  const area = box.width * box.height
  const wanted = { width: Math.sqrt(area * ratio), height: Math.sqrt(area / ratio) }
  const { width, height } = shaped(wanted, { width: 1, height: 1 }, ratio)
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  return { x: within(middle.x - width / 2, 1 - width), y: within(middle.y - height / 2, 1 - height), width, height }
}

type Area = { width: number; height: number }

function capped(wanted: Area, room: Area): Area {
  return { width: Math.min(wanted.width, room.width), height: Math.min(wanted.height, room.height) }
}

function shaped(wanted: Area, room: Area, ratio: number): Area {
  const width = Math.min(Math.max(wanted.width, wanted.height * ratio), room.width, room.height * ratio)
  return { width, height: width / ratio }
}

function within(value: number, most: number): number {
  return Math.min(Math.max(0, value), Math.max(0, most))
}
