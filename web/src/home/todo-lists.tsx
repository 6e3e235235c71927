import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { useFormat } from '../ui/format.ts'
import { SectionHead } from './section-head.tsx'
import classes from './todo-lists.module.css'
import { TodoRow } from './todo-row.tsx'
import { type TodoSection, useTodoSections } from './use-todo-sections.ts'

const shownAtMost = 5

/** Everything that waits for this person; a list that is empty is not shown, and when all are it says so. */
export function TodoLists() {
  const { t } = useTranslation()
  const me = useMe()
  const sections = useTodoSections()
  if (sections.length === 0) return me.may.curate ? null : <p className="dim">{t('home.nothing')}</p>
  return (
    <div className={classes.lists}>
      {sections.map(section => (
        <Section key={section.key} section={section} />
      ))}
    </div>
  )
}

function Section({ section }: { section: TodoSection }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { key, items } = section
  const more = key === 'trouble' ? ({ to: '/phat-hanh', more: t('home.desk.all') } as const) : {}
  return (
    <section>
      <SectionHead title={t(`home.${key}.title`)} count={f.number(items.length)} {...more} />
      <ul>
        {items.slice(0, shownAtMost).map(item => (
          <TodoRow key={item.key} asset={item.asset} line={item.line} act={section.act} />
        ))}
      </ul>
    </section>
  )
}
