import {
  type Icon,
  IconArticle,
  IconFile,
  IconFileText,
  IconMicrophone,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react'

const icons: Readonly<Record<string, Icon>> = {
  image: IconPhoto,
  video: IconVideo,
  audio: IconMicrophone,
  document: IconFileText,
  article: IconArticle,
}

/** The kinds of assets; a delivery names its item's kind as a word that this page may be too old to know. */
export function KindIcon({ kind, size = 18 }: { kind: string; size?: number }) {
  const Glyph = icons[kind] ?? IconFile
  return <Glyph size={size} stroke={1.6} aria-hidden="true" style={{ flex: 'none' }} />
}
