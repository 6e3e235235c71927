import type { MetadataDraft } from './metadata-draft.ts'

// The contract's lists as values would bring zod into the page: these are checked against its types instead.
export const languageCodes = [
  'vi',
  'en',
  'km',
  'lo',
  'th',
  'id',
  'ms',
  'fil',
  'my',
  'zh-Hans',
  'tet',
  'pt',
] as const satisfies readonly MetadataDraft['language'][]

export const visibilityCodes = [
  'draft',
  'unit',
  'hub',
  'partners',
  'public',
] as const satisfies readonly MetadataDraft['visibility'][]
