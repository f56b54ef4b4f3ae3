import { defineConfig } from 'vitest/config'

const unit = [
  'shared/**/*.test.ts',
  'host/**/*.test.ts',
  'sync-server/**/*.test.ts',
  'cli/**/*.test.ts',
  'electron/**/*.test.ts',
  'renderer/**/*.test.ts',
  'build/**/*.test.ts',
  'tests/bench/**/*.test.ts',
  'tests/merge-judge/**/*.test.ts',
]

/**
 * One runner and one count for everything; `build/test.ts` chooses the projects.
 * Groups run one after the other: what measures its own latency, drives an editor or a browser has the machine to itself.
 */
export default defineConfig({
  test: {
    projects: [
      // Some start programs of their own, on a machine that may be busy.
      { test: { name: 'unit', include: unit, testTimeout: 30_000 } },
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] } },
      { test: { name: 'property', include: ['tests/property/**/*.test.ts'], testTimeout: 300_000 } },
      { test: { name: 'corpus', include: ['tests/corpus/**/*.test.ts'], testTimeout: 300_000 } },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'godot',
          include: ['tests/godot/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})
