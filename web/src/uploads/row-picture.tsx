import { IconFileText, IconFileUnknown, IconMovie, IconPhoto } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import classes from './upload-row.module.css'
import { fileOf } from './upload-store.ts'

const shown = /^image\/(jpeg|png|webp)$/
// Decoding a very large photo for a picture of 56 pixels would stop the page.
const maxBytes = 40_000_000

/** The file's own picture before the hub has made one; a sign of its kind for what a browser cannot draw. */
export function RowPicture({ id }: { id: string }) {
  const file = fileOf(id)
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file || !shown.test(file.type) || file.size > maxBytes) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  const Icon = iconOf(file?.type ?? '')
  return (
    <span className={classes.picture} aria-hidden="true">
      {url ? (
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setUrl(null)} />
      ) : (
        <Icon size={18} stroke={1.6} />
      )}
    </span>
  )
}

function iconOf(type: string) {
  if (type.startsWith('image/')) return IconPhoto
  if (type.startsWith('video/')) return IconMovie
  return type === 'application/pdf' ? IconFileText : IconFileUnknown
}
