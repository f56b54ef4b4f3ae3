// The few globals that every runtime Weft runs in has (Node, browsers, Electron).
// Anything else that shared/ needs is passed in.

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
}
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array): string
}
declare function atob(data: string): string
declare function btoa(data: string): string
