/** What a project needs to know of a GDScript without running it: its class, its base, its methods and what it loads. */
import { type ExportedVariable, readExports } from './gdscript-exports.ts'

export interface ScriptFacts {
  /** `class_name`, or null. */
  readonly className: string | null
  /** `res://…`, or the name of a class; null where the script does not say. */
  readonly base: string | null
  readonly methods: ReadonlySet<string>
  readonly signals: ReadonlySet<string>
  readonly variables: readonly ExportedVariable[]
  /** `res://…` and `uid://…` as they stand in its texts. */
  readonly uses: readonly string[]
}

const METHOD = /^(?:@\w+(?:\([^)]*\))?\s+)*(?:static\s+)?func\s+(\w+)/gm
const USE = /(["'])((?:res|uid):\/\/[^"'\n]+)\1/g

export function readScriptFacts(source: string): ScriptFacts {
  const { className, base, variables, signals } = readExports(source)
  const code = source.replace(/^\s*#.*$/gm, '')
  return {
    className,
    base,
    methods: new Set([...source.matchAll(METHOD)].map(match => match[1] ?? '')),
    signals: new Set(signals),
    variables,
    uses: [...new Set([...code.matchAll(USE)].map(match => match[2] ?? ''))],
  }
}
