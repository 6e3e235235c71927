/**
 * The shape that the English words must have: every key of the Vietnamese ones. Vietnamese has no plural forms, so only
 * `x_other` stands there; English may add `x_one`.
 */
export type WordsLike<T> = { [K in keyof T]: T[K] extends string ? string : WordsLike<T[K]> } & {
  [K in keyof T as K extends `${infer Stem}_other` ? `${Stem}_one` : never]?: string
}
