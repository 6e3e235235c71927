/** A command that cannot be done, in words for the one who typed it. */
export class Refused extends Error {
  override name = 'Refused'
}
