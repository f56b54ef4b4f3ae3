/** The text of a scene that somebody starts: one node, laid out as Godot 4.6 writes it. */
import { AppError } from '../contract/errors.ts'
import { checkNodeName } from './commands.ts'

interface NewScene {
  readonly rootName: string
  readonly rootType: string
  readonly random: (bytes: number) => Uint8Array
}

/** Throws AppError BAD_REQUEST for an impossible name or type. */
export function newSceneText({ rootName, rootType, random }: NewScene): Uint8Array<ArrayBuffer> {
  const fault = checkNodeName(rootName)
  if (fault !== null) throw new AppError('BAD_REQUEST', fault)
  if (!/^[A-Za-z_]\w*$/.test(rootType)) throw new AppError('BAD_REQUEST', `${rootType} is not a class name.`)
  // Both as Godot makes them: 63 random bits in base 34, and a positive 31-bit number.
  const uid = uidText(random(8))
  const uniqueId = new DataView(random(4).slice().buffer).getUint32(0) % 0x7fffffff || 1
  return new TextEncoder().encode(
    `[gd_scene format=3 uid="uid://${uid}"]\n\n[node name="${rootName}" type="${rootType}" unique_id=${uniqueId}]\n`,
  )
}

/** ResourceUID::id_to_text in Godot: digits a–y, then 0–8. */
export function uidText(bytes: Uint8Array): string {
  const digits = 'abcdefghijklmnopqrstuvwxy012345678'
  let rest = new DataView(bytes.slice().buffer).getBigUint64(0) >> 1n
  let text = ''
  do {
    text = digits.charAt(Number(rest % 34n)) + text
    rest /= 34n
  } while (rest > 0n)
  return text
}
