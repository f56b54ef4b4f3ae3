/** Whether two values of a register say the same. */
import { type RegisterValue, sameValue } from '../../registers/registers.ts'
import { sameMeaning } from '../same-meaning.ts'
import { withoutWrittenPaths } from '../stored-text.ts'

/** Equal, or of one meaning: paths as written do not count, nor does layout. */
export function sameRegister(a: RegisterValue, b: RegisterValue, format: number): boolean {
  if (sameValue(a, b)) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const left = withoutWrittenPaths(a)
  const right = withoutWrittenPaths(b)
  return left === right || sameMeaning(left, right, format)
}
