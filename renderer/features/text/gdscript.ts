/** GDScript for the highlighter: what a line says, not what it means. */
import { StreamLanguage, type StringStream } from '@codemirror/language'

interface State {
  /** The quotes that end the text in which the line begins; null outside of one. */
  quote: string | null
  /** After `func`, `class` and the like: the next name is being defined. */
  isDefining: boolean
}

const words = (text: string) => new Set(text.split(' '))

const KEYWORDS = words(
  'if elif else for while match when break continue pass return class class_name extends is in as and or not func ' +
    'static const enum var signal await breakpoint super self preload assert get set yield tool export onready',
)
const DEFINES = words('func class class_name signal var const enum')
const ATOMS = words('true false null PI TAU INF NAN')
const TYPES = words(
  'bool int float String StringName NodePath Vector2 Vector2i Vector3 Vector3i Vector4 Vector4i Rect2 Rect2i Transform2D ' +
    'Transform3D Basis Quaternion Plane AABB Color RID Callable Signal Dictionary Array Variant void Projection ' +
    'PackedByteArray PackedInt32Array PackedInt64Array PackedFloat32Array PackedFloat64Array PackedStringArray ' +
    'PackedVector2Array PackedVector3Array PackedColorArray',
)

export const gdscript = StreamLanguage.define<State>({
  name: 'gdscript',
  startState: () => ({ quote: null, isDefining: false }),
  token(stream, state) {
    if (state.quote !== null) return inString(stream, state)
    if (stream.eatSpace()) return null
    if (stream.match(/^##.*/)) return 'docComment'
    if (stream.match(/^#.*/)) return 'comment'
    // Names of nodes in the scene: `$Boat/Sail`, `%Lamp`.
    if (stream.match(/^[$%](?:"[^"]*"|[A-Za-z_][\w/]*)/)) return 'labelName'
    const open = stream.match(/^[&^r]?("""|'''|"|')/)
    if (open !== null && typeof open !== 'boolean') {
      state.quote = open[1] ?? '"'
      return inString(stream, state)
    }
    if (stream.match(/^(?:0x[\da-f_]+|0b[01_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?|\.\d[\d_]*)/i)) return 'number'
    if (stream.match(/^@[A-Za-z_]\w*/)) return 'meta'
    const name = stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u)
    if (name !== null && typeof name !== 'boolean') return nameOf(name[0], stream, state)
    stream.next()
    state.isDefining = false
    return 'operator'
  },
  languageData: { commentTokens: { line: '#' }, indentOnInput: /^\s*(?:elif|else)\b/ },
})

function nameOf(name: string, stream: StringStream, state: State): string {
  const isDefined = state.isDefining
  state.isDefining = DEFINES.has(name)
  if (isDefined) return 'variableName.definition'
  if (KEYWORDS.has(name)) return 'keyword'
  if (ATOMS.has(name)) return 'atom'
  if (TYPES.has(name) || /^[A-Z]\w*[a-z]/.test(name)) return 'typeName'
  return stream.peek() === '(' ? 'variableName.function' : 'variableName'
}

/** One-line texts end with their line, whatever is missing. */
function inString(stream: StringStream, state: State): string {
  const quote = state.quote ?? '"'
  while (!stream.eol()) {
    if (stream.match(quote)) {
      state.quote = null
      return 'string'
    }
    if (stream.next() === '\\') stream.next()
  }
  if (quote.length === 1) state.quote = null
  return 'string'
}
