/** The end of a long output, in bounded memory: cut at a line where there is one. */

export interface OutputTail {
  readonly text: string
  /** Of everything that was added. */
  readonly bytes: number
  add(text: string, bytes: number): void
}

/** `kept` in UTF-16 units. */
export function createOutputTail(kept: number): OutputTail {
  let text = ''
  let bytes = 0
  let isCut = false
  return {
    get text() {
      const newline = isCut ? text.indexOf('\n') : -1
      return newline < 0 || newline === text.length - 1 ? text : text.slice(newline + 1)
    },
    get bytes() {
      return bytes
    },
    add(more, size) {
      text += more
      bytes += size
      if (text.length <= kept) return
      isCut = true
      text = text.slice(-kept)
    },
  }
}
