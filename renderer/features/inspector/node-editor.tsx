/** Paths to nodes: picked from the tree, gone to with a click, or typed. */
import { LocateFixed, X } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { printVariant, type Variant } from '../../../shared/scene/codec/variant.ts'
import { effectiveType } from '../../../shared/scene/compose.ts'
import { relativePath, resolvePath } from '../../../shared/scene/reference.ts'
import type { NodeId } from '../../../shared/scene/scene.ts'
import { selectNodes } from '../../session/scene-session.ts'
import { words } from '../../text/en.ts'
import { inspectorWords } from '../../text/inspector.ts'
import { IconButton } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { NodeIcon } from '../node-icon/index.ts'
import { NodePicker } from '../scene-tree/index.ts'
import { useEditPlace, type ValueProps } from './edit-place.ts'
import { readResourceTypes } from './hints.ts'

export function NodeEditor(props: ValueProps & { readonly value: Variant | null }): ReactElement {
  const { shape, label, text, value, isReadOnly, onCommit } = props
  const { session, owner } = useEditPlace()
  const [isPicking, setPicking] = useState(false)
  const { scene } = session.document
  const path = value?.type === 'NodePath' ? value.value : ''
  const target = path === '' || owner === null ? null : resolvePath(scene, owner, path).node
  const targetType = target === null ? null : effectiveType(scene, target, at => session.sceneAt(at))
  const isBroken = path !== '' && owner !== null && target === null

  function accepts(node: NodeId): boolean {
    const { bases } = readResourceTypes(shape.hintString)
    const known = bases.filter(base => session.classes.exists(base))
    const type = effectiveType(scene, node, at => session.sceneAt(at))
    return known.length === 0 || type === null || known.some(base => session.classes.inherits(type, base))
  }

  return (
    <span className="reference">
      {target !== null ? (
        <button
          type="button"
          className="reference-icon"
          title={inspectorWords.goToNode}
          aria-label={inspectorWords.goToNode}
          onClick={() => selectNodes(session, [target])}
        >
          <NodeIcon classes={session.classes} type={targetType} />
        </button>
      ) : null}
      <TextInput
        label={label}
        value={path}
        placeholder={text === null ? words.mixed : inspectorWords.empty}
        isReadOnly={isReadOnly}
        onCommit={typed => {
          onCommit(printVariant({ type: 'NodePath', value: typed.trim() }))
          return null
        }}
      />
      {isBroken && (
        <span
          className="reference-broken"
          role="img"
          aria-label={words.problems.dangling}
          title={words.problems.dangling}
        />
      )}
      {!isReadOnly && path !== '' && (
        <IconButton
          icon={<X className="icon icon-small" aria-hidden />}
          label={inspectorWords.clear}
          onPress={() => onCommit(shape.type === 'Object' ? 'null' : 'NodePath("")')}
        />
      )}
      {!isReadOnly && owner !== null && (
        <IconButton
          icon={<LocateFixed className="icon icon-small" aria-hidden />}
          label={inspectorWords.pickNode}
          onPress={() => setPicking(true)}
        />
      )}
      {isPicking && owner !== null && (
        <NodePicker
          title={words.pick.node}
          session={session}
          accepts={accepts}
          onClose={() => setPicking(false)}
          onPick={node => {
            setPicking(false)
            onCommit(printVariant({ type: 'NodePath', value: relativePath(scene, owner, node) }))
          }}
        />
      )}
    </span>
  )
}
