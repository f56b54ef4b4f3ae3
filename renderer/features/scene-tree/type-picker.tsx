/** Choosing a node class: by letters, by family, recent ones first. */
import { type ReactElement, useMemo, useState } from 'react'
import type { ClassDatabase } from '../../../shared/godot/classes.ts'
import { words } from '../../text/en.ts'
import { fuzzyFilter } from '../../ui/fuzzy.ts'
import { PickList } from '../../ui/pick-list.tsx'
import { NodeIcon } from '../node-icon/index.ts'

const recentKey = 'weft.recent-types'
const recentKept = 6
const families = ['2d', '3d', 'ui', 'other'] as const

export function TypePicker(props: {
  readonly classes: ClassDatabase
  readonly onPick: (type: string) => void
  readonly onActive?: (type: string | null) => void
}): ReactElement {
  const { classes, onPick, onActive } = props
  const [text, setText] = useState('')
  const items = useMemo(() => {
    const types = classes.nodeTypes().filter(type => classes.isInstantiable(type))
    const item = (type: string, group: string, prefix = '') => ({
      key: prefix + type,
      type,
      label: type,
      detail: classes.ancestry(type).slice(1, -1).join(' < '),
      icon: <NodeIcon classes={classes} type={type} />,
      group,
    })
    if (text !== '') return fuzzyFilter(text, types, type => type).map(type => item(type, words.types.list))
    const recent = readRecent().filter(type => classes.isInstantiable(type))
    return [
      ...recent.map(type => item(type, words.types.recent, 'recent:')),
      ...families.flatMap(family =>
        types.filter(type => classes.family(type) === family).map(type => item(type, words.types.families[family])),
      ),
    ]
  }, [classes, text])
  return (
    <PickList
      label={words.types.search}
      placeholder={words.types.search}
      items={items}
      text={text}
      onText={setText}
      none={words.types.noMatch}
      {...(onActive === undefined
        ? {}
        : { onActive: (active: { type: string } | null) => onActive(active?.type ?? null) })}
      onPick={({ type }) => {
        writeRecent([type, ...readRecent().filter(other => other !== type)].slice(0, recentKept))
        onPick(type)
      }}
    />
  )
}

function readRecent(): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]')
  return Array.isArray(stored) ? stored.filter(type => typeof type === 'string') : []
}

function writeRecent(types: readonly string[]): void {
  localStorage.setItem(recentKey, JSON.stringify(types))
}
