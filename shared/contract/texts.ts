/** Texts that are edited together, and what a file is that is no document. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'

const base = oc.errors(errorMap)

const openedText = z.discriminatedUnion('status', [
  /** Its content travels on the document channel. `fault`: why the file is not taken in at present. */
  z.object({
    status: z.literal('open'),
    document: z.string(),
    path: resourcePath,
    canWrite: z.boolean(),
    fault: z.string().nullable(),
  }),
  /** Kept by its bytes: too large, or no text in UTF-8. */
  z.object({ status: z.literal('bytes'), path: resourcePath }),
])
export const textsContract = {
  open: base
    .route({ method: 'POST', path: '/texts/open' })
    .input(z.object({ path: resourcePath }))
    .output(openedText),
}
