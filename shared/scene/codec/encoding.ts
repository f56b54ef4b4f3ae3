/** Bytes of a file to text, refusing what Godot could not read or would read as something else. */
import { attempt, CodecFailure, type Parsed } from './fault.ts'

/** Decodes UTF-8. A byte order mark, UTF-16, other encodings and NUL are faults: the file is left alone. COD2 */
export function decodeText(bytes: Uint8Array): Parsed<string> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return refuse('', 'Starts with a byte order mark, which Godot cannot read')
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return refuse('', 'Is in UTF-16, which Godot cannot read')
  const nul = bytes.indexOf(0)
  if (nul !== -1) return refuse(lossy(bytes.subarray(0, nul)), 'Contains a NUL character, where Godot stops')
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return refuse(lossy(bytes.subarray(0, validLength(bytes))), 'Is not in UTF-8')
  }
}

function refuse(before: string, reason: string): Parsed<string> {
  return attempt(before, () => {
    throw new CodecFailure('encoding', reason, before.length)
  })
}

function lossy(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** How many bytes from the start are whole, valid characters. */
function validLength(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let valid = 0
  let bad = bytes.length
  while (bad - valid > 1) {
    const middle = (valid + bad) >> 1
    // A cut inside a character is not a fault of the bytes: go back to its first byte.
    let cut = middle
    while (cut > valid && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--
    if (cut === valid) break
    try {
      decoder.decode(bytes.subarray(valid, cut))
      valid = cut
    } catch {
      bad = cut
    }
  }
  return valid
}
