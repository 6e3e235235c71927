import { ActionIcon, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitMark } from '#contracts/purpose'
import { Picture } from '../ui/picture.tsx'
import classes from './unit-mark-form.module.css'
import { useLogos } from './use-unit-mark.ts'

type Logo = NonNullable<UnitMark['logo']>
type Props = { code: string; logo: UnitMark['logo']; onPick: (logo: UnitMark['logo']) => void }

/** The logo: a picture that the unit has in the library, found by its words. */
export function LogoPick({ code, logo, onPick }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [asked] = useDebouncedValue(words, 250)
  const { data } = useLogos(code, asked)
  return (
    <div className={classes.logo}>
      <span>{t('units.mark.logo')}</span>
      {logo ? (
        <div className={classes.picked}>
          <Thumb logo={logo} />
          <span className="cut">{logo.title}</span>
          <ActionIcon variant="subtle" color="gray" aria-label={t('units.mark.noLogo')} onClick={() => onPick(null)}>
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ) : (
        <TextInput
          aria-label={t('units.mark.find')}
          placeholder={t('units.mark.find')}
          value={words}
          onChange={event => setWords(event.currentTarget.value)}
        />
      )}
      {!logo && words.trim().length > 1 && data && (
        <ul className={classes.found}>
          {data.map(hit => {
            const found: Logo = { id: hit.id, title: hit.title, thumbUrl: `/api/v1/assets/${hit.id}/renditions/thumb` }
            return (
              <li key={hit.id}>
                <button type="button" className={classes.hit} onClick={() => onPick(found)}>
                  <Thumb logo={found} />
                  <span className="cut small">{hit.title}</span>
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function Thumb({ logo }: { logo: Logo }) {
  return (
    <span className={classes.thumb}>
      <Picture src={logo.thumbUrl} alt="" fit="contain" />
    </span>
  )
}
