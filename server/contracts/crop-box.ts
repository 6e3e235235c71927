/** Pixels of a picture as a person sees it, upright. */
export type Size = { width: number; height: number }
/** A point of a picture as fractions (0 to 1) from its left and its top. */
export type Point = { x: number; y: number }
/** A part of a picture as fractions of it. */
export type Box = Point & Size
/** A part of a picture in whole pixels. */
export type PixelBox = Size & { left: number; top: number }

/**
 * The largest part of a picture in the frame's shape, as near around the focus as the picture's edges allow: it always holds the
 * focus, and it is never empty.
 */
export function cropBox(source: Size, frame: Size, focus: Point): PixelBox {
  const ratio = frame.width / frame.height
  const width = Math.max(1, Math.min(source.width, Math.round(source.height * ratio)))
  const height = Math.max(1, Math.min(source.height, Math.round(source.width / ratio)))
  return {
    left: within(Math.round(focus.x * source.width - width / 2), source.width - width),
    top: within(Math.round(focus.y * source.height - height / 2), source.height - height),
    width,
    height,
  }
}

/** A box of fractions in whole pixels: inside the picture, at least one pixel each way. */
export function pixelBox(source: Size, box: Box): PixelBox {
  const left = within(Math.round(box.x * source.width), source.width - 1)
  const top = within(Math.round(box.y * source.height), source.height - 1)
  const width = Math.max(1, Math.min(source.width - left, Math.round(box.width * source.width)))
  const height = Math.max(1, Math.min(source.height - top, Math.round(box.height * source.height)))
  return { left, top, width, height }
}

/** A box of pixels as fractions. */
export function fractions(source: Size, box: PixelBox): Box {
  return {
    x: box.left / source.width,
    y: box.top / source.height,
    width: box.width / source.width,
    height: box.height / source.height,
  }
}

/** How large a cut comes out: the frame, or the cut's own pixels where there are fewer. Nothing is ever blown up. */
export function outputSize(box: Size, frame: Size): Size & { smaller: boolean } {
  const smaller = box.width < frame.width || box.height < frame.height
  const { width, height } = smaller ? box : frame
  return { width, height, smaller }
}

function within(value: number, most: number): number {
  return Math.min(Math.max(0, value), Math.max(0, most))
}
