/** What is left when drawing fails: a sentence, and a way back. Documents are not touched by it. */
import { Component, type ReactNode } from 'react'
import { words } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/layout.tsx'

export class FailureBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <main className="shell-alone">
        <Empty action={<Button onPress={() => this.setState({ failed: false })}>{words.shell.again}</Button>}>
          {words.notices.unexpected}
        </Empty>
      </main>
    )
  }
}
