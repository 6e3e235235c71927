import { Router } from 'express'
import { operations } from '#contracts/operations'
import { answerAsset } from '#server/assets/routes'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { writeArticle } from './write-article.ts'

/** Articles are assets of kind `article`. */
export function articlesRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.createArticle, async ({ caller, body, res }) => {
    requirePerson(caller.actor)
    const id = await writeArticle(db, caller, body)
    res.setHeader('location', `/api/v1/assets/${id}`)
    return answerAsset(db, caller.actor, id, res)
  })
  return router
}
