import { AppError } from '../../shared/contract/errors.ts'
import { IMAGE_BYTES, TEXT_FILE_BYTES } from '../../shared/limits.ts'
import { imageSize, imageType } from '../files/image-size.ts'
import type { ApiHost } from './api-host.ts'
import { latest } from './latest.ts'
import { procedureFor } from './procedures.ts'

export function filesProcedures(host: ApiHost) {
  const { list, watch, readText, readImage, imageSizes } = procedureFor('read').files
  return {
    list: list.handler(() => [...host.workspace().files()]),
    watch: watch.handler(({ signal }) => {
      const workspace = host.workspace()
      return latest(
        () => [...workspace.files()],
        listener => workspace.onDidChangeFiles(listener),
        signal,
      )
    }),
    readText: readText.handler(async ({ input }) => {
      const bytes = await readAtMost(host, input.path, TEXT_FILE_BYTES)
      try {
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
      } catch (error) {
        throw new AppError('UNREADABLE', 'This file is not text in UTF-8.', { path: input.path }, { cause: error })
      }
    }),
    readImage: readImage.handler(async ({ input }) => {
      const bytes = await readAtMost(host, input.path, IMAGE_BYTES)
      const mime = imageType(bytes)
      if (mime === null) throw new AppError('UNREADABLE', 'This file is not an image Weft can show.', input)
      return { mime, base64: Buffer.from(bytes).toString('base64') }
    }),
    imageSizes: imageSizes.handler(async ({ input }) => {
      const sizes: Record<string, { width: number; height: number } | null> = {}
      for (const path of new Set(input.paths)) sizes[path] = await sizeOf(host, path)
      return sizes
    }),
  }
}

async function sizeOf(host: ApiHost, path: string): Promise<{ width: number; height: number } | null> {
  try {
    return imageSize(await readAtMost(host, path, IMAGE_BYTES))
  } catch (error) {
    // A scene may name images that are not there (yet): no size, and no failure of the others.
    if (error instanceof AppError && error.code !== 'NO_WORKSPACE') return null
    throw error
  }
}

async function readAtMost(host: ApiHost, path: string, limitBytes: number): Promise<Uint8Array> {
  const bytes = await host.workspace().readBytes(path)
  if (bytes.length > limitBytes) {
    throw new AppError('TOO_LARGE', `This file is larger than ${limitBytes / 1024 / 1024} MB.`, { path })
  }
  return bytes
}
