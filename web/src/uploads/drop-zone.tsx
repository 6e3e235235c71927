import { IconCloudUpload } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './drop-zone.module.css'
import { readDropped } from './read-dropped.ts'

type Props = { onFiles: (files: File[]) => void; onFailure: () => void }

/** Files may be dropped anywhere on the page; this says so while they are held over it. */
export function DropCurtain({ onFiles, onFailure }: Props) {
  const { t } = useTranslation()
  const over = useDrop(onFiles, onFailure)
  if (!over) return null
  return (
    <div className={classes.curtain} role="status">
      <span className={classes.sign}>
        <IconCloudUpload size={28} stroke={1.6} aria-hidden="true" />
        {t('uploads.drop.here')}
      </span>
    </div>
  )
}

export function EmptyDrop({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={classes.empty}>
      <IconCloudUpload size={32} stroke={1.4} aria-hidden="true" />
      <h2>{t('uploads.drop.title')}</h2>
      <p className="dim">{t('uploads.drop.text')}</p>
      <div className={classes.acts}>{children}</div>
    </div>
  )
}

function useDrop(onFiles: Props['onFiles'], onFailure: Props['onFailure']): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Entering a child leaves its parent: only the sum tells whether the pointer is still over the page.
    let depth = 0
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const move = (by: number) => (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth + by)
      setOver(depth > 0)
    }
    const [enter, leave] = [move(1), move(-1)]
    const hold = (event: DragEvent) => holdsFiles(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      if (!event.dataTransfer || !holdsFiles(event)) return
      event.preventDefault()
      readDropped(event.dataTransfer).then(onFiles, onFailure)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hold)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hold)
      window.removeEventListener('drop', drop)
    }
  }, [onFiles, onFailure])
  return over
}
