import { assetAnswer } from './asset.ts'
import { adoption, nearList } from './near.ts'
import type { Operation } from './operation.ts'

const v1 = '/api/v1'

/** Pictures that are nearly the same. */
export const nearOperations = {
  listNear: {
    id: 'listNear',
    method: 'get',
    path: `${v1}/assets/{id}/near`,
    tag: 'assets',
    summary: 'Assets whose picture is nearly that of this one, as far as the caller may read them',
    access: 'visible',
    status: 200,
    answer: nearList,
  },
  adoptVersion: {
    id: 'adoptVersion',
    method: 'post',
    path: `${v1}/assets/{id}/versions/adoptions`,
    tag: 'assets',
    summary: 'Make another item’s file the next version of this one; the other goes to the trash',
    access: 'asset:edit',
    body: adoption,
    status: 201,
    answer: assetAnswer,
  },
} as const satisfies Record<string, Operation>
