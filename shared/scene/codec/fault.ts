/**
 * Why a Godot text could not be read, and where. Outside input returns a fault; it never throws past this folder.
 */

export type FaultCode =
  | 'conflict-markers'
  | 'truncated'
  | 'unknown-tag'
  | 'bad-order'
  | 'syntax'
  | 'encoding'
  | 'newer-format'
  | 'unresolved-resource'
  | 'too-large'
  | 'not-a-scene'

/** `line` and `column` count from 1, `column` and `offset` in UTF-16 units. `reason` is safe to show. */
export interface CodecFault {
  code: FaultCode
  reason: string
  line: number
  column: number
  offset: number
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; fault: CodecFault }

/** Carries a fault out of nested readers. Stays inside the codec: `attempt` turns it into a value. */
export class CodecFailure extends Error {
  readonly code: FaultCode
  readonly offset: number
  constructor(code: FaultCode, reason: string, offset: number) {
    super(reason)
    this.code = code
    this.offset = offset
  }
}

/** Runs a reader over `text`, and gives the fault if it fails. Any other error is a defect and passes through. */
export function attempt<T>(text: string, read: () => T): Parsed<T> {
  try {
    return { ok: true, value: read() }
  } catch (error) {
    if (!(error instanceof CodecFailure)) throw error
    return { ok: false, fault: faultAt(text, error.offset, error.code, error.message) }
  }
}

export function faultAt(text: string, offset: number, code: FaultCode, reason: string): CodecFault {
  const at = Math.min(offset, text.length)
  let line = 1
  let lineStart = 0
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) {
    line++
    lineStart = i + 1
  }
  return { code, reason, line, column: at - lineStart + 1, offset: at }
}
