/** Which realities stand side by side. */
import { ChevronDown } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import type { Reality } from '../../../shared/contract/realities.ts'
import { useApp } from '../../commands/app-context.tsx'
import { sideBySideWords as words } from '../../text/side-by-side.ts'
import { CheckField } from '../../ui/choice.tsx'
import { PopoverButton } from '../../ui/overlay.tsx'
import { setView } from './actions.ts'

export function ChooseRealities(props: {
  readonly all: readonly Reality[]
  readonly shown: readonly Reality[]
}): ReactElement {
  const { all, shown } = props
  const { shell } = useApp()
  const [isOpen, setOpen] = useState(false)
  const ids = shown.map(({ id }) => id)
  return (
    <PopoverButton
      label={`${words.chooseLabel}: ${words.choose(shown.length, all.length)}`}
      className="button side-choose"
      placement="bottom start"
      isOpen={isOpen}
      onOpenChange={setOpen}
      button={
        <>
          {words.choose(shown.length, all.length)}
          <ChevronDown className="icon icon-small second" aria-hidden />
        </>
      }
    >
      {() => (
        <ul className="side-choices">
          {all.map(({ id, name }) => (
            <li key={id}>
              <CheckField
                label={name}
                isOn={ids.includes(id)}
                onChange={isOn =>
                  setView(shell, { chosen: isOn ? [...ids, id] : ids.filter(each => each !== id), cell: null })
                }
              >
                <span className="ellipsis">{name}</span>
              </CheckField>
            </li>
          ))}
        </ul>
      )}
    </PopoverButton>
  )
}
