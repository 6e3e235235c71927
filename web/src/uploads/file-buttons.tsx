import { Button } from '@mantine/core'
import { IconFolderPlus, IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isLitter } from './read-dropped.ts'

type Props = { onFiles: (files: File[]) => void; primary?: boolean }

/** Two doors to the file dialog: files, and a whole folder. */
export function FileButtons({ onFiles, primary }: Props) {
  const { t } = useTranslation()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])].filter(file => !isLitter(file.name)))
    // The same file may be chosen again after it was taken out of the list.
    input.value = ''
  }
  return (
    <>
      <Button
        variant={primary ? 'filled' : 'default'}
        leftSection={<IconPlus size={18} stroke={1.6} />}
        onClick={() => files.current?.click()}
      >
        {t(primary ? 'uploads.drop.pick' : 'uploads.add')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={18} stroke={1.6} />}
        onClick={() => folder.current?.click()}
      >
        {t('uploads.addFolder')}
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={event => take(event.currentTarget)}
      />
      <input
        ref={node => {
          folder.current = node
          // React does not know this attribute's name.
          node?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        hidden
        onChange={event => take(event.currentTarget)}
      />
    </>
  )
}
