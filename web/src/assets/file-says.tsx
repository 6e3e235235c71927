import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Embedded } from '#contracts/embedded'
import { useFormat } from '../ui/format.ts'
import type { EditDraft } from './edit-draft.ts'
import { type Proposal, proposalsFor } from './file-proposals.ts'
import classes from './file-says.module.css'
import { useTermChoices, useTermNames } from './use-term-names.ts'

type Props = { embedded: Embedded; draft: EditDraft; onUse: (patch: Partial<EditDraft>) => void }

/** What the file itself says and the form does not: nothing is taken over until a person presses. */
export function FileSays({ embedded, draft, onUse }: Props) {
  const { t } = useTranslation()
  const proposals = proposalsFor(embedded, draft)
  const empty = proposals.filter(each => each.empty)
  const { item, taken, gps } = embedded
  if (proposals.length === 0 && !item && !gps) return null
  return (
    <section className={classes.box} aria-label={t('assets.fileSays.title')}>
      <h2 className={classes.title}>{t('assets.fileSays.title')}</h2>
      {item && (
        <p className="small">
          {t('assets.fileSays.from')}{' '}
          <Link to="/tu-lieu/$id" params={{ id: item.id }}>
            {item.title || t('assets.untitled')}
          </Link>
        </p>
      )}
      {proposals.length > 0 && (
        <ul className={classes.list}>
          {proposals.map(each => (
            <Row key={each.field} proposal={each} guessed={guessedIn(embedded, each)} onUse={() => onUse(each.patch)} />
          ))}
        </ul>
      )}
      {taken?.zoneAssumed && proposals.some(each => each.field === 'date') && (
        <p className="dim small">{t('assets.fileSays.zone')}</p>
      )}
      {gps && (
        <p className="dim small">
          {t('assets.fileSays.gps', { point: `${gps.latitude.toFixed(5)}, ${gps.longitude.toFixed(5)}` })}
        </p>
      )}
      {empty.length > 1 && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => onUse(Object.assign({}, ...empty.map(each => each.patch)) as Partial<EditDraft>)}
        >
          {t('assets.fileSays.useEmpty', { count: empty.length })}
        </Button>
      )}
    </section>
  )
}

function guessedIn({ texts }: Embedded, { field }: Proposal): boolean {
  const said = field in texts ? texts[field as keyof Embedded['texts']] : undefined
  return said?.guessed === 'windows-1258'
}

function Row({ proposal, guessed, onUse }: { proposal: Proposal; guessed: boolean; onUse: () => void }) {
  const { t } = useTranslation()
  const label = t(`assets.field.${proposal.field}`)
  const value = useShown(proposal)
  return (
    <li className={classes.row}>
      <span className={classes.words}>
        <b>{label}</b>
        <span className={classes.value}>{value}</span>
        {guessed && <span className="dim small">{t('assets.fileSays.guessed')}</span>}
      </span>
      <Button size="compact-sm" variant="default" aria-label={t('assets.fileSays.useOf', { label })} onClick={onUse}>
        {t('assets.fileSays.use')}
      </Button>
    </li>
  )
}

function useShown({ field, value, codes }: Proposal): string {
  const f = useFormat()
  const nameOf = useTermNames()
  const statements = useTermChoices('rights', 'uri')
  if (field === 'date') return f.date(value)
  if (field === 'topics' || field === 'places')
    return codes.map(code => nameOf(field === 'topics' ? 'topic' : 'place', code)).join(', ')
  if (field === 'statement') return statements.find(choice => choice.value === value)?.label ?? value
  return value
}
