import '@mantine/core/styles/Radio.layer.css'
import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Which = 'chosen' | 'found'
type Props = { count: number; searched: boolean; value: Which; onChange: (value: Which) => void }

/** What was ticked, or everything that the search finds. */
export function WhichItems({ count, searched, value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Radio.Group label={t('bulkEdits.which')} value={value} onChange={next => onChange(next as Which)}>
      <Stack gap={8} mt={6}>
        {count > 0 && <Radio value="chosen" label={t('bulkEdits.chosen', { count })} />}
        {searched && <Radio value="found" label={t('bulkEdits.found')} />}
      </Stack>
    </Radio.Group>
  )
}
