import { useTranslation } from 'react-i18next'
import type { Reform, UnitHistory } from '#contracts/unit-history'
import { formatDate } from '../ui/format.ts'
import classes from './reform-preview.module.css'

type Line = { key: string; name: string; text: string }
type Part = { key: 'begins' | 'follows' | 'ends' | 'curates'; lines: Line[] }

/** Everything that confirming a reform will do, unit by unit, with the paper that it rests on. */
export function ReformPreview({ reform, units }: { reform: Reform; units: UnitHistory[] }) {
  const { t } = useTranslation()
  const parts = useParts(reform, units)
  return (
    <dl className={classes.preview}>
      {parts.map(part => (
        <div key={part.key}>
          <dt>
            {t(`units.preview.${part.key}`)} {part.lines.length > 1 && <span className="dim">{part.lines.length}</span>}
          </dt>
          {part.lines.map(line => (
            <dd key={line.key}>
              <b>{line.name}</b>
              {line.text && <span className="dim small">{line.text}</span>}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

function useParts({ plan }: Reform, units: UnitHistory[]): Part[] {
  const { t } = useTranslation()
  const name = (code: string) => [...plan.units, ...units].find(unit => unit.code === code)?.name ?? code
  const basis = (text: string | null) => text && t('units.page.basis', { basis: text })
  const said = (...words: (string | null)[]) => words.filter(Boolean).join('. ')
  const parts: Part[] = [
    {
      key: 'begins',
      lines: plan.units.map(unit => ({
        key: unit.code,
        name: unit.name,
        text: said(unit.validFrom && t('units.since', { date: formatDate(unit.validFrom) }), basis(unit.basis)),
      })),
    },
    {
      key: 'follows',
      lines: plan.successions.map(step => ({
        key: step.from.join(' '),
        name: t('units.reform.step', {
          kind: t(`units.successionKind.${step.kind}`),
          from: step.from.map(name).join(', '),
          to: step.to.map(name).join(', '),
          date: formatDate(step.date),
        }),
        text: said(t(`units.form.effect.${step.kind}`).replace(/\.$/, ''), basis(step.basis)),
      })),
    },
    {
      key: 'ends',
      lines: plan.endings.map(({ unit, lastDay }) => ({
        key: unit,
        name: name(unit),
        text: t('units.until', { date: formatDate(lastDay) }),
      })),
    },
    {
      key: 'curates',
      lines: plan.curatingUnit ? [{ key: plan.curatingUnit, name: name(plan.curatingUnit), text: '' }] : [],
    },
  ]
  return parts.filter(part => part.lines.length > 0)
}
