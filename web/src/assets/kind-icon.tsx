import { IconArticle, IconFileText, IconMicrophone, IconPhoto, IconVideo } from '@tabler/icons-react'
import type { AssetKind } from '#contracts/values'

const icons = {
  image: IconPhoto,
  video: IconVideo,
  audio: IconMicrophone,
  document: IconFileText,
  article: IconArticle,
}

export function KindIcon({ kind, size = 18 }: { kind: AssetKind; size?: number }) {
  const Glyph = icons[kind]
  return <Glyph size={size} stroke={1.6} aria-hidden="true" style={{ flex: 'none' }} />
}
