import type { Asset } from '#contracts/asset'

export type Purpose = 'web' | 'preview' | 'poster' | 'video' | 'page' | 'original' | 'audio' | 'intact'
export type Download = {
  purpose: Purpose
  page: number | null
  url: string
  fileName: string
  type: string
  width: number | null
  height: number | null
  size: number
}

const order: readonly Purpose[] = ['web', 'video', 'audio', 'preview', 'poster', 'page', 'original', 'intact']
const wanted: Record<Asset['kind'], readonly Purpose[]> = {
  image: ['web', 'preview'],
  video: ['video', 'poster'],
  audio: ['audio'],
  document: ['page'],
  article: [],
}

/** What people may take home, for use first and the original last. */
export function downloadsOf(
  asset: Pick<Asset, 'kind' | 'title' | 'renditions' | 'original'> & { may?: Pick<Asset['may'], 'edit'> },
): Download[] {
  const derived = asset.renditions.flatMap(rendition => {
    const page = /^page-(\d+)$/.exec(rendition.name)
    const purpose = page ? 'page' : wanted[asset.kind].find(name => name === rendition.name)
    if (!purpose || !wanted[asset.kind].includes(purpose)) return []
    const { url, width, height, size } = rendition
    const fileName = `${fileStem(asset)}-${rendition.name}.${extensionOf(rendition.contentType)}`
    return [
      {
        purpose,
        page: page ? Number(page[1]) : null,
        // Taken home, not looked at: the hub records who took it.
        url: `${url}?download=1`,
        fileName,
        type: typeName(rendition.contentType),
        width,
        height,
        size,
      },
    ]
  })
  const original = asset.original
    ? [
        {
          ...asset.original,
          purpose: 'original' as const,
          page: null,
          // With the words inside; untouched it is for who may edit.
          url: `${asset.original.url}?download=1`,
          fileName: asset.original.name,
          type: typeName(asset.original.contentType),
        },
        ...(asset.may?.edit
          ? [
              {
                ...asset.original,
                purpose: 'intact' as const,
                page: null,
                fileName: asset.original.name,
                type: typeName(asset.original.contentType),
              },
            ]
          : []),
      ]
    : []
  return [...derived, ...original].sort(
    (a, b) => order.indexOf(a.purpose) - order.indexOf(b.purpose) || (a.page ?? 0) - (b.page ?? 0),
  )
}

const typeNames: Record<string, string> = {
  'video/quicktime': 'MOV',
  'image/webp': 'WebP',
  'text/html': 'HTML',
  'audio/mpeg': 'MP3',
  'video/matroska': 'MKV',
  'video/webm': 'WebM',
  'video/mp2t': 'MTS',
  'video/vnd.avi': 'AVI',
  'video/x-ms-asf': 'WMV',
  'video/x-flv': 'FLV',
  'video/3gpp': '3GP',
  'video/3gpp2': '3G2',
}

/** `image/jpeg` as people call it. */
export function typeName(contentType: string): string {
  return typeNames[contentType] ?? (contentType.split('/')[1] ?? contentType).toUpperCase()
}

function extensionOf(contentType: string): string {
  const sub = contentType.split('/')[1] ?? 'bin'
  return sub === 'jpeg' ? 'jpg' : sub === 'quicktime' ? 'mov' : contentType === 'audio/mpeg' ? 'mp3' : sub
}

// The file's own name without its ending, else the title; what no file system takes is a dash.
function fileStem(asset: Pick<Asset, 'title' | 'original'>): string {
  const name = asset.original?.name.replace(/\.[^.]{1,5}$/, '') || asset.title || 'tu-lieu'
  return name.replace(/[\\/:*?"<>|]/g, '-').slice(0, 100)
}
