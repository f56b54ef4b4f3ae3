/** Transforms: the axes are one gesture (rotation and scale), each coordinate of the place another. */
import { printVariant } from '../codec/variant.ts'

export interface Transform {
  readonly type: 'Transform2D' | 'Transform3D'
  readonly components: readonly number[]
}

const COORDINATES = ['x', 'y', 'z']

export function splitTransform({ type, components }: Transform): Map<string, string> {
  const origin = originOf(type)
  const parts = new Map([['basis', components.slice(0, origin).map(String).join(', ')]])
  components.slice(origin).forEach((number, i) => {
    parts.set(`origin.${COORDINATES[i] ?? ''}`, String(number))
  })
  return parts
}

/** `origin` as one part is what earlier versions kept. */
export function joinTransform(value: Transform, parts: ReadonlyMap<string, string | null>, format: number): string {
  const origin = originOf(value.type)
  const numbers = (part: string, fallback: readonly number[]) => {
    const read = parts.get(part)?.split(',').map(Number)
    return read !== undefined && read.length === fallback.length && read.every(Number.isFinite) ? read : fallback
  }
  const place = numbers('origin', value.components.slice(origin))
  const components = [
    ...numbers('basis', value.components.slice(0, origin)),
    ...place.flatMap((number, i) => numbers(`origin.${COORDINATES[i] ?? ''}`, [number])),
  ]
  return printVariant({ ...value, components }, { format })
}

function originOf(type: Transform['type']): number {
  return type === 'Transform2D' ? 4 : 9
}
