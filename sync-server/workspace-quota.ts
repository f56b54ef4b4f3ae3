/** Bytes that each workspace holds on the relay, log and blobs together. */
export interface WorkspaceQuota {
  /** Bytes left, negative when over. */
  left(workspace: string): number
  /** `bytes` may be negative. */
  add(workspace: string, bytes: number): void
}

export function createWorkspaceQuota(
  maxBytes: number,
  start: Iterable<readonly [workspace: string, bytes: number]>,
): WorkspaceQuota {
  const used = new Map<string, number>(start)
  return {
    left: workspace => maxBytes - (used.get(workspace) ?? 0),
    add(workspace, bytes) {
      used.set(workspace, (used.get(workspace) ?? 0) + bytes)
    },
  }
}
