/**
 * What the main process and the host process say to each other. Ports for a window go with `connect`: calls first,
 * documents second.
 */
import { z } from 'zod'

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open-sample') }),
  /** Absolute. */
  z.object({ kind: z.literal('open-folder'), folder: z.string() }),
  z.object({ kind: z.literal('join'), link: z.string(), folder: z.string() }),
])
export type HostRequest = z.infer<typeof request>

/** How to start another process: in a packaged app the only executable is the app itself. */
const command = z.object({
  file: z.string(),
  args: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
})
export type ProcessCommand = z.infer<typeof command>

const hostOptions = z.object({
  profileFolder: z.string(),
  pageFolder: z.string(),
  sampleFolder: z.string(),
  version: z.string(),
  relay: command,
  /** null for stderr. */
  logFile: z.string().nullable(),
})
export type HostProcessOptions = z.infer<typeof hostOptions>

export const toHost = z.discriminatedUnion('type', [
  /** The first message. */
  z.object({ type: z.literal('start'), options: hostOptions }),
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('request'), id: z.number().int(), request }),
  z.object({ type: z.literal('stop') }),
])
export type ToHost = z.infer<typeof toHost>

/** An expected error, as it may be shown. */
const failure = z.object({ message: z.string(), hint: z.string().nullable() })
export type Failure = z.infer<typeof failure>

const openWorkspace = z.object({ name: z.string(), folder: z.string(), isSample: z.boolean() })
export type OpenWorkspace = z.infer<typeof openWorkspace>

export const fromHost = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('workspace'), workspace: openWorkspace.nullable() }),
  z.object({ type: z.literal('answer'), id: z.number().int(), failure: failure.nullable() }),
])
export type FromHost = z.infer<typeof fromHost>
