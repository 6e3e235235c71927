import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from './api.ts'
import { loadMoreWords } from './i18n.ts'

export type ProblemText = { title: string; detail: string; offline: boolean }

/** Says an error in the person's language: what happened and what to do. */
export function useProblem(): (error: unknown) => ProblemText {
  const { t } = useTranslation()
  return error => {
    const wanted = error instanceof ApiProblem ? error.key : 'unknown'
    // The words of problems come when one is met; and a newer server may name one that this page does not know.
    if (!i18next.exists(`app.problem.${wanted}.title`)) void loadMoreWords()
    const key = i18next.exists(`app.problem.${wanted}.title`) ? wanted : 'unknown'
    const said = error instanceof ApiProblem && key !== 'offline' ? error.detail : undefined
    return {
      title: t(`app.problem.${key}.title`),
      detail: said ?? t(`app.problem.${key}.act`),
      offline: key === 'offline',
    }
  }
}
