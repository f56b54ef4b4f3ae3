/** The editor for a value, by its declared type and hint, else by what the value is; raw text where none fits. */
import type { ReactElement } from 'react'
import { printVariant, type Variant } from '../../../shared/scene/codec/variant.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { CheckField, Dropdown } from '../../ui/choice.tsx'
import { ColourInput } from '../../ui/colour-input.tsx'
import { NumberInput } from '../../ui/number-input.tsx'
import { CollectionEditor } from './collection-editor.tsx'
import { ComponentsEditor } from './components-editor.tsx'
import type { ValueProps } from './edit-place.ts'
import { FlagsEditor, LayersEditor } from './flags-editor.tsx'
import { layersOf, readEnum, readNames, readRange } from './hints.ts'
import { NodeEditor } from './node-editor.tsx'
import { RawEditor } from './raw-editor.tsx'
import { ResourceEditor } from './resource-editor.tsx'
import { MultilineEditor, TextEditor } from './text-editor.tsx'
import { layoutOf, printNumber, readValue } from './value-kinds.ts'

export function ValueEditor(props: ValueProps): ReactElement {
  const { shape, text } = props
  const value = readValue(text)
  const type = typeOf(shape.type, value)
  switch (type) {
    case 'bool':
      return <BoolEditor {...props} value={value} />
    case 'int':
      if (shape.hint === 'enum') return <EnumEditor {...props} value={value} />
      if (shape.hint === 'flags') return <FlagsEditor {...props} value={value} />
      if (layersOf(shape.hint) > 0) return <LayersEditor {...props} value={value} />
      return <NumberEditor {...props} type="int" value={value} />
    case 'float':
      return <NumberEditor {...props} type="float" value={value} />
    case 'String':
    case 'StringName':
      if (shape.hint === 'enum') return <NamesEditor {...props} type={type} value={value} />
      if (shape.hint === 'multiline' || shape.hint === 'expression')
        return <MultilineEditor {...props} type={type} value={value} />
      return <TextEditor {...props} type={type} value={value} />
    case 'NodePath':
      return <NodeEditor {...props} value={value} />
    case 'Color':
      return <ColourEditor {...props} value={value} />
    case 'Object':
      return shape.hint === 'node' || value?.type === 'NodePath' ? (
        <NodeEditor {...props} value={value} />
      ) : (
        <ResourceEditor {...props} value={value} />
      )
    case 'Dictionary':
    case 'Array':
      return <CollectionEditor {...props} value={value} />
    default:
      if (layoutOf(type) !== null) return <ComponentsEditor {...props} type={type} value={value} />
      if (/^Packed(?!Byte)\w+Array$/.test(type)) return <CollectionEditor {...props} value={value} />
      return <RawEditor {...props} />
  }
}

/** The declared type; of an undeclared one, that of the value. A value that is of another type is edited as what it is. */
function typeOf(declared: string, value: Variant | null): string {
  const known = declared === 'Nil' || declared === '' ? null : declared
  const actual =
    value === null || value.type === 'null'
      ? null
      : value.type === 'ExtResource' || value.type === 'SubResource' || value.type === 'Resource'
        ? 'Object'
        : value.type
  if (known === null) return actual ?? 'Nil'
  if (actual === null || actual === known) return known
  const isNear =
    (known === 'float' && actual === 'int') ||
    (known === 'Object' && actual === 'NodePath') ||
    (['String', 'StringName', 'NodePath'].includes(known) && ['String', 'StringName', 'NodePath'].includes(actual))
  return isNear ? known : actual
}

type WithValue = ValueProps & { readonly value: Variant | null }

function BoolEditor({ label, text, value, isReadOnly, onCommit }: WithValue): ReactElement {
  const isOn = text === null ? null : value?.type === 'bool' && value.value
  return (
    <CheckField label={label} isOn={isOn} isReadOnly={isReadOnly} onChange={next => onCommit(String(next))}>
      <span className="second">{isOn === null ? words.mixed : isOn ? inspectorWords.on : inspectorWords.off}</span>
    </CheckField>
  )
}

function NumberEditor({
  shape,
  label,
  text,
  value,
  isReadOnly,
  onCommit,
  onPreview,
  type,
}: WithValue & { readonly type: 'int' | 'float' }): ReactElement {
  const { range, suffix, isDegrees } = readRange(shape.hint, shape.hintString, type === 'int')
  const present = value?.type === 'int' ? Number(value.value) : value?.type === 'float' ? value.value : null
  return (
    <NumberInput
      label={label}
      value={text === null ? null : present}
      mixedText={words.mixed}
      range={range}
      scale={isDegrees ? 180 / Math.PI : 1}
      isReadOnly={isReadOnly}
      {...(suffix === undefined ? {} : { suffix })}
      onCommit={next => onCommit(printNumber(type, next))}
      onPreview={next => onPreview?.(next === null ? null : printNumber(type, next))}
    />
  )
}

function EnumEditor({ shape, label, text, value, isReadOnly, onCommit }: WithValue): ReactElement {
  const present = value?.type === 'int' ? String(value.value) : null
  const choices = readEnum(shape.hintString).map(choice => ({ value: String(choice.value), label: choice.label }))
  const isKnown = present === null || choices.some(choice => choice.value === present)
  return (
    <Dropdown
      label={label}
      value={text === null ? null : present}
      placeholder={text === null ? words.mixed : ''}
      options={isKnown || present === null ? choices : [...choices, { value: present, label: present }]}
      isReadOnly={isReadOnly}
      onChange={onCommit}
    />
  )
}

function NamesEditor({
  shape,
  label,
  value,
  text,
  isReadOnly,
  onCommit,
  type,
}: WithValue & { readonly type: 'String' | 'StringName' }): ReactElement {
  const names = readNames(shape.hintString)
  if (names.length === 0) return <TextEditor {...{ shape, label, value, text, isReadOnly, onCommit, type }} source="" />
  const present = value !== null && 'value' in value && typeof value.value === 'string' ? value.value : null
  return (
    <Dropdown
      label={label}
      value={present}
      placeholder={text === null ? words.mixed : ''}
      options={names.map(name => ({ value: name, label: name }))}
      isReadOnly={isReadOnly}
      onChange={next => onCommit(printVariant({ type, value: next }))}
    />
  )
}

function ColourEditor({ shape, label, value, isReadOnly, onCommit, onPreview }: WithValue): ReactElement {
  const [red = 1, green = 1, blue = 1, alpha = 1] = value?.type === 'Color' ? value.components : []
  const print = (rgba: readonly number[]) =>
    printVariant({ type: 'Color', components: rgba.map(part => Number(part.toFixed(6))) })
  return (
    <ColourInput
      label={label}
      value={value?.type === 'Color' ? [red, green, blue, alpha] : null}
      hasAlpha={shape.hint !== 'colorNoAlpha'}
      isReadOnly={isReadOnly}
      words={inspectorWords.colour}
      onCommit={rgba => onCommit(print(rgba))}
      onPreview={rgba => onPreview?.(rgba === null ? null : print(rgba))}
    />
  )
}
