import { ProblemError } from '#server/platform/problem-error'

/** Runs a search; one that the database cancelled for taking too long becomes a problem that says what helps. */
export async function slowSearch<T>(search: () => Promise<T>): Promise<T> {
  try {
    return await search()
  } catch (error) {
    if (!wasCancelled(error)) throw error
    const detail = 'Tìm kiếm này mất quá nhiều thời gian. Hãy thêm từ khóa hoặc bộ lọc rồi thử lại.'
    throw new ProblemError('store-unavailable', { detail, headers: { 'retry-after': '5' }, cause: error })
  }
}

/** SQLSTATE 57014, query_canceled, wherever Prisma's adapter carries it. */
function wasCancelled(error: unknown): boolean {
  for (let e = error, depth = 0; e && typeof e === 'object' && depth < 6; depth++) {
    const { code, originalCode, meta, cause } = e as {
      code?: unknown
      originalCode?: unknown
      meta?: unknown
      cause?: unknown
    }
    if (code === '57014' || originalCode === '57014') return true
    const driver = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
    e = driver ?? cause
  }
  return false
}
