/** The edits of a batch, one row each: what kind, and its fields. */
import { Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import type { BatchEditInput } from '../../../shared/contract/search.ts'
import { searchWords } from '../../text/search.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dropdown } from '../../ui/choice.tsx'

const text = searchWords.batch

/** One edit as it is typed: fields of all kinds, so that changing the kind loses nothing. */
export interface EditDraft {
  readonly key: number
  readonly kind: BatchEditInput['kind']
  readonly property: string
  readonly value: string
  readonly from: string
  readonly to: string
  readonly group: string
  readonly type: string
}

export function newDraft(key: number): EditDraft {
  return { key, kind: 'set', property: '', value: '', from: '', to: '', group: '', type: '' }
}

/** null while something is missing. An empty value is the default. */
export function editOf(draft: EditDraft): BatchEditInput | null {
  const { kind, property, value, from, to, group, type } = draft
  switch (kind) {
    case 'set':
      return property === '' ? null : { kind, property, value: value.trim() === '' ? null : value }
    case 'replace':
      return property === '' || from === '' || to === '' ? null : { kind, property, from, to }
    case 'add-group':
    case 'remove-group':
      return group === '' ? null : { kind, group }
    case 'rename':
      return to === '' ? null : { kind, from, to }
    case 'retype':
      return type === '' ? null : { kind, type }
    case 'delete':
      return { kind }
  }
}

const fieldsOf: Readonly<
  Record<EditDraft['kind'], readonly ('property' | 'value' | 'from' | 'to' | 'group' | 'type')[]>
> = {
  set: ['property', 'value'],
  replace: ['property', 'from', 'to'],
  'add-group': ['group'],
  'remove-group': ['group'],
  rename: ['from', 'to'],
  retype: ['type'],
  delete: [],
}

export function EditRows(props: {
  readonly drafts: readonly EditDraft[]
  readonly onChange: (drafts: readonly EditDraft[]) => void
}): ReactElement {
  const { drafts, onChange } = props
  const set = (draft: EditDraft, change: Partial<EditDraft>) =>
    onChange(drafts.map(each => (each === draft ? { ...each, ...change } : each)))
  return (
    <div className="batch-edits">
      {drafts.map(draft => (
        <div key={draft.key} className="batch-edit">
          <span className="batch-edit-kind">
            <Dropdown
              label={text.kindOfEdit}
              value={draft.kind}
              options={Object.entries(text.edits).map(([value, label]) => ({
                value: value as EditDraft['kind'],
                label,
              }))}
              onChange={kind => set(draft, { kind })}
            />
          </span>
          {fieldsOf[draft.kind].map(field => (
            <input
              key={field}
              className="field"
              aria-label={text[field]}
              placeholder={text[field]}
              value={draft[field]}
              spellCheck={false}
              autoComplete="off"
              onChange={event => set(draft, { [field]: event.target.value })}
            />
          ))}
          <span className="grow" />
          {drafts.length > 1 && (
            <IconButton
              icon={<X className="icon icon-small" aria-hidden />}
              label={text.removeEdit}
              onPress={() => onChange(drafts.filter(each => each !== draft))}
            />
          )}
        </div>
      ))}
      <Button
        kind="text"
        onPress={() => onChange([...drafts, newDraft(1 + Math.max(...drafts.map(each => each.key)))])}
      >
        <Plus className="icon icon-small" aria-hidden /> {text.addEdit}
      </Button>
    </div>
  )
}
