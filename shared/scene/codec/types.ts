/** Names of Godot's value types, as files of every version spell them. */

/** Fixed number of components by constructor. Integral ones hold 32-bit integers, others 32-bit floats. */
export const COMPONENTS = {
  Vector2: 2,
  Vector2i: 2,
  Vector3: 3,
  Vector3i: 3,
  Vector4: 4,
  Vector4i: 4,
  Rect2: 4,
  Rect2i: 4,
  Transform2D: 6,
  Basis: 9,
  Transform3D: 12,
  Quaternion: 4,
  Plane: 4,
  AABB: 6,
  Projection: 16,
  Color: 4,
} as const

export type ComponentType = keyof typeof COMPONENTS

/** Values per element of the packed arrays that hold numbers. */
export const PACKED_NUMBERS = {
  PackedInt32Array: 1,
  PackedFloat32Array: 1,
  PackedFloat64Array: 1,
  PackedVector2Array: 2,
  PackedVector3Array: 3,
  PackedVector4Array: 4,
  PackedColorArray: 4,
} as const

export type PackedNumberType = keyof typeof PACKED_NUMBERS

/** What follows the name of a constructor. */
export type Constructor =
  | { kind: 'components'; type: ComponentType; count: number }
  | { kind: 'packed-numbers'; type: PackedNumberType; count: number }
  | { kind: 'packed-int64' }
  | { kind: 'packed-bytes' }
  | { kind: 'packed-strings' }
  | { kind: 'node-path' }
  | { kind: 'reference'; type: 'ExtResource' | 'SubResource' }
  | { kind: 'resource' }
  | { kind: 'rid' }
  | { kind: 'empty'; type: 'Callable' | 'Signal' }
  | { kind: 'object' }
  | { kind: 'array' }
  | { kind: 'dictionary' }

const OLD_COMPONENT_NAMES: Partial<Record<ComponentType, readonly string[]>> = {
  Transform2D: ['Matrix32'],
  Basis: ['Matrix3'],
  Transform3D: ['Transform'],
  Quaternion: ['Quat'],
  AABB: ['Rect3'],
}

const OLD_PACKED_NAMES: Partial<Record<PackedNumberType, readonly string[]>> = {
  PackedInt32Array: ['PackedIntArray', 'PoolIntArray', 'IntArray'],
  PackedFloat32Array: ['PackedRealArray', 'PoolRealArray', 'FloatArray'],
  PackedVector2Array: ['PoolVector2Array', 'Vector2Array'],
  PackedVector3Array: ['PoolVector3Array', 'Vector3Array'],
  PackedColorArray: ['PoolColorArray', 'ColorArray'],
}

const componentTypes = Object.keys(COMPONENTS) as ComponentType[]
const packedNumberTypes = Object.keys(PACKED_NUMBERS) as PackedNumberType[]

/** By every name that Godot 4.6 reads, those of Godot 2 and 3 included. COD7 */
export const CONSTRUCTORS: ReadonlyMap<string, Constructor> = new Map(constructors())

function* constructors(): Generator<[string, Constructor]> {
  for (const type of componentTypes) {
    const maker: Constructor = { kind: 'components', type, count: COMPONENTS[type] }
    for (const name of [type, ...(OLD_COMPONENT_NAMES[type] ?? [])]) yield [name, maker]
  }
  for (const type of packedNumberTypes) {
    const maker: Constructor = { kind: 'packed-numbers', type, count: PACKED_NUMBERS[type] }
    for (const name of [type, ...(OLD_PACKED_NAMES[type] ?? [])]) yield [name, maker]
  }
  yield ['PackedInt64Array', { kind: 'packed-int64' }]
  for (const name of ['PackedByteArray', 'PoolByteArray', 'ByteArray']) yield [name, { kind: 'packed-bytes' }]
  for (const name of ['PackedStringArray', 'PoolStringArray', 'StringArray']) yield [name, { kind: 'packed-strings' }]
  yield ['NodePath', { kind: 'node-path' }]
  yield ['ExtResource', { kind: 'reference', type: 'ExtResource' }]
  yield ['SubResource', { kind: 'reference', type: 'SubResource' }]
  yield ['Resource', { kind: 'resource' }]
  yield ['RID', { kind: 'rid' }]
  yield ['Callable', { kind: 'empty', type: 'Callable' }]
  yield ['Signal', { kind: 'empty', type: 'Signal' }]
  yield ['Object', { kind: 'object' }]
  yield ['Array', { kind: 'array' }]
  yield ['Dictionary', { kind: 'dictionary' }]
}
