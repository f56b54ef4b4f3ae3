/** Every bound of the relay. `createRelay({limits})` overrides single ones; tests and benchmarks do. */
export const RELAY_LIMITS = {
  /** Before login. */
  helloTimeoutMs: 5_000,
  helloBytes: 4_096,
  maxConnections: 5_000,
  maxConnectionsPerAddress: 1_500,
  maxUrlChars: 2_048,

  /** One WebSocket frame; larger ones close the connection while they are still arriving. */
  maxFrameBytes: 18 * 1024 * 1024,
  maxUpdateBytes: 16 * 1024 * 1024,
  maxRoomsPerConnection: 2_000,
  /** Token buckets per connection. An empty one stops reading from that socket until it has refilled. */
  messagesPerSecond: 500,
  messageBurst: 5_000,
  bytesPerSecond: 4 * 1024 * 1024,
  byteBurst: 64 * 1024 * 1024,
  /** So many refused frames, forgiven at the rate given, close the connection. */
  refusalBurst: 100,
  refusalsPerSecond: 1,
  /** Stock clients that leave a gap are asked for the whole at most so often. */
  resyncIntervalMs: 1_000,
  /** What may wait for a slow reader, beside the answer it asked for. */
  maxBufferedBytes: 8 * 1024 * 1024,
  heartbeatMs: 30_000,
  sweepMs: 1_000,

  awarenessStateBytes: 64 * 1024,
  awarenessClientsPerConnection: 64,
  awarenessClientsPerRoom: 2_000,

  /** Log and snapshot of one room. */
  maxRoomBytes: 512 * 1024 * 1024,
  /** All rooms and blobs of one workspace. */
  workspaceBytes: 20 * 1024 * 1024 * 1024,
  /** The whole database file. */
  databaseBytes: 64 * 1024 * 1024 * 1024,
  maxBlobBytes: 4 * 1024 * 1024 * 1024,
  blobUploadsPerAddress: 16,
  /** An upload from which nothing comes is cut; it can go on later. */
  uploadIdleMs: 60_000,
  /** An upload that nobody went on with is thrown away after this. */
  partialBlobMs: 24 * 60 * 60 * 1_000,
  maxLinksPerWorkspace: 1_000,
  linkBodyBytes: 4_096,

  /** Updates larger than this are examined by the reader thread, not on the loop, and never merged on the loop. */
  inlineBytes: 32 * 1024,
  /** A log is compacted when it has so many rows, or has outgrown its snapshot and this many bytes. */
  compactRows: 500,
  compactBytes: 256 * 1024,
  readerCacheBytes: 64 * 1024 * 1024,
  closeTimeoutMs: 5_000,
} as const satisfies Record<string, number>

export type RelayLimits = { readonly [K in keyof typeof RELAY_LIMITS]: number }
