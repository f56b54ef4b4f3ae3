import { test } from 'vitest'
import { godot } from './godot.ts'

/** A test that needs Godot: skipped without one, but in CI, where `godot.ts` fails instead. */
export const godotTest: ReturnType<typeof test.skipIf> = test.skipIf(godot === null)
