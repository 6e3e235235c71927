import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** Asks for the file of an unfinished upload: a browser may not open it again by itself. */
export function FilePick({ name, onFiles }: { name: string; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={t('uploads.row.pickAgain', { name })}
        onClick={() => input.current?.click()}
      >
        {t('uploads.row.pickAgainShort')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={event => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
