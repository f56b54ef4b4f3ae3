import { z } from 'zod'
import type { CommandData } from './bridge.ts'

const commandData = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)+$/)
    .max(100),
  title: z.string().min(1).max(200),
  keys: z.string().max(40).optional(),
  isEnabled: z.boolean(),
})

const commandList = z.array(commandData).max(1000)

/** Null for anything that is no list of commands. */
export function parseCommands(value: unknown): readonly CommandData[] | null {
  const parsed = commandList.safeParse(value)
  return parsed.success ? parsed.data : null
}
