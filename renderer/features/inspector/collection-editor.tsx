/** Arrays, packed arrays and dictionaries: entries in place, added, removed and moved. */
import { ArrowDown, ArrowUp, ChevronRight, Plus, X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { printVariant, type Variant } from '../../../shared/scene/codec/variant.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dropdown } from '../../ui/choice.tsx'
import { type EditPlace, useEditPlace, type ValueProps } from './edit-place.ts'
import { RawEditor } from './raw-editor.tsx'
import { chosenTypes, elementsOf, readValue, zeroValue } from './value-kinds.ts'

type Props = ValueProps & { readonly value: Variant | null }

/** Entries drawn at once; a longer list is edited as text. */
const mostEntries = 200

export function CollectionEditor(props: Props): ReactElement {
  const { shape, label, text, isReadOnly } = props
  const [isOpen, setOpen] = useState(false)
  const value = props.value ?? (text === null ? null : zeroValue(shape.type))
  if (value === null) return <span className="field second">{words.mixed}</span>
  const count = value.type === 'Dictionary' ? value.entries.length : (elementsOf(value)?.items.length ?? 0)
  const summary =
    value.type === 'Dictionary' ? inspectorWords.dictionary(count) : inspectorWords.array(arrayName(value), count)
  return (
    <div className="collection">
      <button
        type="button"
        className="field field-button"
        aria-expanded={isOpen}
        aria-label={`${label}: ${summary}`}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight className="chevron" data-open={isOpen || undefined} aria-hidden />
        <span className="ellipsis">{summary}</span>
      </button>
      {isOpen &&
        (count > mostEntries ? (
          <RawEditor {...props} />
        ) : value.type === 'Dictionary' ? (
          <DictionaryEntries {...props} value={value} isReadOnly={isReadOnly} />
        ) : (
          <ArrayItems {...props} value={value} isReadOnly={isReadOnly} />
        ))}
    </div>
  )
}

function arrayName(value: Variant): string {
  return value.type === 'Array' && value.elementType !== undefined
    ? `Array of ${value.elementType.replace(/^.*"(.*)".*$/, '$1')}`
    : value.type
}

function ArrayItems({
  shape,
  label,
  value,
  source,
  isReadOnly,
  onCommit,
}: Props & { readonly value: Variant }): ReactElement | null {
  const place = useEditPlace()
  const list = elementsOf(value)
  if (list === null) return null
  const { items } = list
  const elementType = list.elementType === '' && shape.hint === 'arrayType' ? shape.hintString : list.elementType
  const set = (next: readonly Variant[]) => onCommit(list.print(next))
  return (
    <ol className="entries">
      {items.map((item, index) => {
        const name = `${label} ${index}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element of a list is its place.
          <li key={index} className="entry">
            <span className="entry-key meta">{index}</span>
            <Element
              name={name}
              item={item}
              type={elementType}
              source={source}
              isReadOnly={isReadOnly}
              place={place}
              onChange={next => set(items.with(index, next))}
            />
            {!isReadOnly && (
              <>
                <IconButton
                  icon={<ArrowUp className="icon icon-small" aria-hidden />}
                  label={inspectorWords.moveItemUp(name)}
                  isDisabled={index === 0}
                  onPress={() => set(swapped(items, index, index - 1))}
                />
                <IconButton
                  icon={<ArrowDown className="icon icon-small" aria-hidden />}
                  label={inspectorWords.moveItemDown(name)}
                  isDisabled={index === items.length - 1}
                  onPress={() => set(swapped(items, index, index + 1))}
                />
                <IconButton
                  icon={<X className="icon icon-small" aria-hidden />}
                  label={inspectorWords.removeItem(name)}
                  onPress={() => set(items.toSpliced(index, 1))}
                />
              </>
            )}
          </li>
        )
      })}
      {!isReadOnly && (
        <li>
          <Button kind="text" onPress={() => set([...items, items.at(-1) ?? zeroValue(elementType)])}>
            <Plus className="icon icon-small" aria-hidden /> {inspectorWords.addItem}
          </Button>
        </li>
      )}
    </ol>
  )
}

function DictionaryEntries({
  label,
  value,
  source,
  isReadOnly,
  onCommit,
}: Props & { readonly value: Extract<Variant, { type: 'Dictionary' }> }): ReactElement {
  const place = useEditPlace()
  const { entries, keyType = '', valueType = '' } = value
  const set = (next: typeof entries) => onCommit(printVariant({ ...value, entries: next }))
  return (
    <ol className="entries">
      {entries.map(([key, held], index) => {
        const name = `${label} ${printVariant(key)}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: while its key is edited, an entry is its place.
          <li key={index} className="entry entry-pair">
            <Element
              name={`${name}, ${inspectorWords.key}`}
              item={key}
              type={plain(keyType)}
              source={source}
              isReadOnly={isReadOnly}
              place={place}
              onChange={next => set(entries.with(index, [next, held]))}
            />
            <Element
              name={name}
              item={held}
              type={plain(valueType)}
              source={source}
              isReadOnly={isReadOnly}
              place={place}
              onChange={next => set(entries.with(index, [key, next]))}
            />
            {!isReadOnly && (
              <IconButton
                icon={<X className="icon icon-small" aria-hidden />}
                label={inspectorWords.removeItem(name)}
                onPress={() => set(entries.toSpliced(index, 1))}
              />
            )}
          </li>
        )
      })}
      {!isReadOnly && (
        <li>
          <Button
            kind="text"
            onPress={() => set([...entries, [freeKey(entries, plain(keyType)), zeroValue(plain(valueType))]])}
          >
            <Plus className="icon icon-small" aria-hidden /> {inspectorWords.addEntry}
          </Button>
        </li>
      )}
    </ol>
  )
}

/** One value of a list. Without a declared type, its type can be chosen. */
function Element(props: {
  readonly name: string
  readonly item: Variant
  readonly type: string
  readonly source: string
  readonly isReadOnly: boolean
  readonly place: EditPlace
  readonly onChange: (next: Variant) => void
}): ReactElement {
  const { name, item, type, source, isReadOnly, place, onChange } = props
  const { Value } = place
  const { classes } = place.session
  const shape = {
    name,
    type: type === '' ? 'Nil' : classes.exists(type) ? 'Object' : type,
    hint: type === '' || !classes.exists(type) ? 'none' : classes.inherits(type, 'Node') ? 'node' : 'resource',
    hintString: classes.exists(type) ? type : '',
    className: type,
  }
  return (
    <span className="entry-value">
      {type === '' && (
        <Dropdown
          className="entry-type"
          label={inspectorWords.itemType(name)}
          value={chosenTypes.find(chosen => chosen === item.type) ?? null}
          placeholder={item.type}
          options={chosenTypes.map(chosen => ({ value: chosen, label: chosen }))}
          isReadOnly={isReadOnly}
          onChange={chosen => onChange(zeroValue(chosen))}
        />
      )}
      <Value
        shape={shape}
        label={name}
        text={printVariant(item)}
        source={source}
        isReadOnly={isReadOnly}
        onCommit={text => {
          const next = readValue(text)
          if (next !== null) onChange(next)
        }}
      />
    </span>
  )
}

/** `Variant` and what only a script knows are open. */
function plain(type: string): string {
  return type === 'Variant' || type.startsWith('ExtResource') ? '' : type
}

function swapped(items: readonly Variant[], a: number, b: number): readonly Variant[] {
  const [first, second] = [items[a], items[b]]
  return first === undefined || second === undefined ? items : items.with(a, second).with(b, first)
}

/** A key that no entry has: a number or a name that counts up. */
function freeKey(entries: readonly (readonly [Variant, Variant])[], type: string): Variant {
  const taken = new Set(entries.map(([key]) => printVariant(key)))
  for (let n = entries.length; ; n += 1) {
    const key: Variant =
      type === 'int'
        ? { type: 'int', value: BigInt(n) }
        : type === 'StringName'
          ? { type, value: `key_${n}` }
          : { type: 'String', value: `key_${n}` }
    if (!taken.has(printVariant(key))) return key
  }
}
