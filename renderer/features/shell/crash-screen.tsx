/** Stands for the window where drawing it failed: what is open in the session stays, nothing is left blank. */
import { Component, type ReactNode } from 'react'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'

/** React gives this to classes alone. */
export class CrashScreen extends Component<{ readonly children: ReactNode }, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false }

  static getDerivedStateFromError(): { readonly hasCrashed: boolean } {
    return { hasCrashed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children
    return (
      <main className="shell-alone">
        <h1 className="panel-title">{words.shell.crashed}</h1>
        <Empty action={<Button onPress={() => this.setState({ hasCrashed: false })}>{words.shell.reload}</Button>}>
          {words.shell.crashedText}
        </Empty>
      </main>
    )
  }
}
