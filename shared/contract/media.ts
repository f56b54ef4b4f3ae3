/** Files that are kept by their bytes: what they are, and the bytes in pieces. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'

const base = oc.errors(errorMap)

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const mediaFacts = z.object({
  path: resourcePath,
  hash,
  sizeBytes: z.number(),
  /** False while they are on their way. */
  isHere: z.boolean(),
  /** By content; null where it is neither image nor sound. */
  mime: z.string().nullable(),
  pixels: z.object({ width: z.number(), height: z.number() }).nullable(),
  /** Bytes that others put in its place without knowing of these. */
  others: z.array(z.object({ hash, sizeBytes: z.number(), isHere: z.boolean(), mime: z.string().nullable() })),
  /** Files that name it. */
  usedBy: z.array(resourcePath),
})
export type MediaFacts = z.infer<typeof mediaFacts>

export const mediaContract = {
  facts: base
    .route({ method: 'GET', path: '/media' })
    .input(z.object({ path: resourcePath }))
    .output(mediaFacts),
  /** A piece of the bytes with this hash, as base64. Throws NOT_FOUND while they are not here. */
  read: base
    .route({ method: 'GET', path: '/media/bytes' })
    .input(z.object({ hash, offset: z.coerce.number().int().nonnegative().default(0) }))
    .output(z.object({ base64: z.string(), total: z.number(), next: z.number().nullable() })),
}
