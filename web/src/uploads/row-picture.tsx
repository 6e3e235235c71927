import { IconFileText, IconFileUnknown, IconFileZip, IconMicrophone, IconMovie, IconPhoto } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { smallPicture } from './small-picture.ts'
import type { UploadItem } from './upload-item.ts'
import classes from './upload-row.module.css'
import { fileOf } from './upload-store.ts'

/** The file's own picture, then the one that the hub made; a sign of its kind for what a browser cannot draw. */
export function RowPicture({ item }: { item: UploadItem }) {
  const own = useOwnPicture(item.id)
  const [broken, setBroken] = useState<string | null>(null)
  const url = item.thumb && item.thumb !== broken ? item.thumb : own
  const Icon = iconOf(item.name)
  return (
    <span className={classes.picture} aria-hidden="true">
      {url && url !== broken ? (
        <img src={url} alt="" decoding="async" onError={() => setBroken(url)} />
      ) : (
        <Icon size={18} stroke={1.6} />
      )}
    </span>
  )
}

/** A small picture of the file as it lies on this computer, or null. */
export function useOwnPicture(id: string): string | null {
  const file = fileOf(id)
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    setUrl(null)
    if (file) void smallPicture(id, file).then(made => here && setUrl(made))
    return () => {
      here = false
    }
  }, [id, file])
  return url
}

// By the name's ending: an unfinished upload has no file here that could say its type.
function iconOf(name: string) {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (/^(jpe?g|png|webp|gif|avif|heic|heif|tiff?|psd|svg)$/.test(ending)) return IconPhoto
  if (/^(mp4|mov|mxf|mkv|avi|webm|mts|m2ts|mpe?g)$/.test(ending)) return IconMovie
  if (/^(mp3|wav|m4a|aac|ogg|flac)$/.test(ending)) return IconMicrophone
  if (ending === 'zip') return IconFileZip
  return /^(pdf|docx?|odt|txt|rtf)$/.test(ending) ? IconFileText : IconFileUnknown
}
