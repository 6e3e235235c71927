// Vietnamese syllables without marks: onset, vowels, coda (Đoàn Thiện Thuật, Ngữ âm tiếng Việt).
const syllable =
  /^(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?(?:uye|uyu|uya|uay|uoi|uou|ieu|yeu|oai|oay|oeo|uao|[aeiouy]{1,2})(?:c|ch|m|n|ng|nh|p|t)?$/

/** Whether a folded word has the shape of a Vietnamese syllable: `ngoanh` has, `text` has not. It need not be a word. */
export function isSyllable(folded: string): boolean {
  return syllable.test(folded)
}
