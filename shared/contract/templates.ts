/** Templates over the contract: two libraries of files, and what is made with them. Rules: docs/spec/templates.md. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { TEMPLATE_PARAMETERS, TEMPLATE_VALUE_UNITS } from '../limits.ts'
import { newTemplateParameter, templateParameter } from '../scene/template/parameter.ts'
import { template } from '../scene/template/template.ts'
import { openedScene, resourcePath } from './data.ts'
import { errorMap } from './error-map.ts'

const base = oc.errors(errorMap)

/** Of the project, shared with everybody in it; or the user's own, in their profile. */
export const libraryName = z.enum(['project', 'personal'])
export type LibraryName = z.infer<typeof libraryName>

const name = z.string().min(1).max(100)
/** Without a library, the project's before one's own. */
const reference = z.object({ library: libraryName.optional(), name })
export type TemplateReference = z.infer<typeof reference>
const exact = z.object({ library: libraryName, name })

export const templateEntry = z.object({
  library: libraryName,
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  parameters: z.array(templateParameter),
  nodes: z.number().int(),
  root: z.object({ name: z.string(), type: z.string().nullable() }),
  /** What is wrong with a file that cannot be read. */
  fault: z.string().nullable(),
})
export type TemplateEntry = z.infer<typeof templateEntry>

const foundTemplate = z.object({ library: libraryName, name: z.string(), template })
/** By parameter, as text: see TPL5. */
const values = z.record(z.string().max(64), z.string().max(TEMPLATE_VALUE_UNITS))

/** What could not come along: a NodePath, a connection or a track that leads out of the subtree. */
const outsideReference = z.object({
  kind: z.enum(['node-path', 'connection', 'animation']),
  text: z.string(),
})

export const templatesContract = {
  list: base.route({ method: 'GET', path: '/templates' }).output(z.array(templateEntry)),
  watch: base.route({ method: 'GET', path: '/templates/events' }).output(eventIterator(z.array(templateEntry))),
  get: base.route({ method: 'GET', path: '/templates/one' }).input(reference).output(foundTemplate),
  /** Keeps a template as it is given: a new one, or one that was edited. */
  save: base
    .route({ method: 'POST', path: '/templates' })
    .input(z.object({ ...exact.shape, template, mode: z.enum(['new', 'replace']) }))
    .output(foundTemplate),
  /** Makes one from a node of a scene and all below it. With `dryRun` nothing is kept. */
  make: base
    .route({ method: 'POST', path: '/templates/make' })
    .input(
      z.object({
        ...exact.shape,
        path: resourcePath,
        node: z.string().max(4096),
        description: z.string().max(4000).default(''),
        tags: z.array(z.string().min(1).max(60)).max(30).default([]),
        parameters: z.array(newTemplateParameter).max(TEMPLATE_PARAMETERS).default([]),
        outside: z.enum(['parameters', 'drop']).default('parameters'),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(z.object({ ...foundTemplate.shape, outside: z.array(outsideReference) })),
  rename: base
    .route({ method: 'POST', path: '/templates/rename' })
    .input(z.object({ ...exact.shape, to: name }))
    .output(foundTemplate),
  /** Changes no scene (TPL12). Returns what was removed, so that `save` brings it back. */
  remove: base
    .route({ method: 'POST', path: '/templates/remove' })
    .input(z.object({ ...exact.shape, dryRun: z.boolean().default(false) }))
    .output(foundTemplate),
  /** Puts a copy into a scene. */
  instantiate: base
    .route({ method: 'POST', path: '/templates/instantiate' })
    .input(
      z.object({
        ...reference.shape,
        path: resourcePath,
        parent: z.string().max(4096).default('.'),
        index: z.number().int().nonnegative().optional(),
        values: values.default({}),
      }),
    )
    .output(z.object({ node: z.string(), left: z.array(z.string()) })),
  /** A new scene file of a copy. */
  createScene: base
    .route({ method: 'POST', path: '/templates/scene' })
    .input(z.object({ ...reference.shape, path: resourcePath, values: values.default({}) }))
    .output(z.object({ scene: openedScene, left: z.array(z.string()) })),
}
