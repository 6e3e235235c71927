import { z } from 'zod'

/** What the sign-in page needs before anybody has signed in. */
export const signInOptions = z.object({
  hub: z.object({ name: z.string() }),
  /** The single sign-on that is configured, by the name that people know it by. */
  singleSignOn: z.object({ name: z.string() }).nullable(),
})
export type SignInOptions = z.infer<typeof signInOptions>
