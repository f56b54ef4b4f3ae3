/** Folders that a host opens: as the disk names them, and the sample's, which is copied first. */
import { cp, mkdir, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from './files/write-whole.ts'
import type { Profile } from './profile/profile.ts'

/** Links resolved; as given where it is not there, which opening it will say. */
export async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (error) {
    if (isMissing(error)) return folder
    throw error
  }
}

/** The sample as the user left it; a fresh copy the first time. */
export async function copySample(profile: Profile, sampleFolder: string): Promise<string> {
  const folder = join(await profile.subfolder('sample'), 'Lantern Isle')
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length === 0) {
    // Engine caches of whoever built the bundle are not part of the sample.
    await cp(sampleFolder, folder, { recursive: true, filter: path => !/[\\/]\.(godot|weft|git)$/.test(path) })
  }
  return folder
}
