import { createContext } from 'react'
import type { MetadataDraft } from './metadata-draft.ts'

/** The fields in which one file differs from its batch; the form marks them. Empty where the form speaks for itself. */
export const OwnFields = createContext<ReadonlySet<keyof MetadataDraft>>(new Set())

/** The fields whose words the file itself brought, until a person changes them; the form marks them. */
export const FileFields = createContext<ReadonlySet<keyof MetadataDraft>>(new Set())
