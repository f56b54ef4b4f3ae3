/** Icons of node classes, files and kinds of change. The colour is that of the family; never colour alone. */
import {
  ArrowRight,
  Braces,
  Clapperboard,
  createLucideIcon,
  File,
  FileCode2,
  FileText,
  Folder,
  FolderOpen,
  Image,
  type LucideIcon,
  Minus,
  Music,
  Package,
  Plus,
  Shapes,
} from 'lucide-react'
import { createElement, type ReactElement } from 'react'
import type { FileEntry, WaitingChange } from '../../../shared/contract/data.ts'
import type { ClassDatabase } from '../../../shared/godot/classes.ts'
import { iconOfClass } from './class-icons.ts'

export function NodeIcon(props: {
  readonly classes: ClassDatabase
  /** null: not known (yet). */
  readonly type: string | null
  readonly isDimmed?: boolean
}): ReactElement {
  const { classes, type, isDimmed = false } = props
  const family = type === null ? 'other' : classes.family(type)
  const style = { color: `var(--family-${family})`, opacity: isDimmed ? 0.6 : 1 }
  return createElement(iconOfClass(classes, type), { 'aria-hidden': true, className: 'icon', style })
}

const fileIcons: Readonly<Record<FileEntry['kind'], LucideIcon>> = {
  scene: Clapperboard,
  resource: Package,
  script: FileCode2,
  image: Image,
  audio: Music,
  model: Shapes,
  text: FileText,
  other: File,
  folder: Folder,
}

export function FileIcon(props: {
  readonly kind: FileEntry['kind']
  readonly isOpen?: boolean
  readonly path?: string
}): ReactElement {
  const { kind, isOpen = false, path = '' } = props
  const Icon = kind === 'folder' && isOpen ? FolderOpen : path.endsWith('.json') ? Braces : fileIcons[kind]
  return <Icon aria-hidden className="icon second" />
}

/** Lucide has no tilde. */
const TildeIcon = createLucideIcon('tilde', [['path', { d: 'M4 14c2-5 5-5 8-2s6 3 8-2', key: 'wave' }]])

const changes = {
  added: { Icon: Plus, colour: 'var(--added)' },
  removed: { Icon: Minus, colour: 'var(--removed)' },
  changed: { Icon: TildeIcon, colour: 'var(--changed)' },
  moved: { Icon: ArrowRight, colour: 'var(--moved)' },
} as const

export function ChangeIcon(props: { readonly kind: WaitingChange['kind']; readonly label: string }): ReactElement {
  const { Icon, colour } = changes[props.kind]
  return <Icon className="icon icon-small" role="img" aria-label={props.label} style={{ color: colour }} />
}
