/** Who calls, and what they may do. Decided at the door (a token, a port); a handler never looks at a token itself. */

/**
 * - read: see the workspace;
 * - edit: change it;
 * - run: run commands on this computer;
 * - share: make and revoke links, connect and disconnect;
 * - manage: open and close folders, say who the user is.
 */
export type Capability = 'read' | 'edit' | 'run' | 'share' | 'manage'

export interface Caller {
  /** Counts up within one host; names the caller in logs. */
  readonly id: number
  /** A browser page, a desktop window, or a script with a token. */
  readonly kind: 'page' | 'window' | 'program'
  readonly capabilities: ReadonlySet<Capability>
}

export const allCapabilities: ReadonlySet<Capability> = new Set<Capability>(['read', 'edit', 'run', 'share', 'manage'])
