/** How large a texture is, as far as it can be told without loading it. */

import type { Reader } from './reader.ts'
import type { Point } from './transform2.ts'

export type ImageSize = (path: string) => { readonly width: number; readonly height: number } | undefined

/** In pixels; null where it isn't known. */
export function textureSize(texture: Reader | null, imageSize: ImageSize): Point | null {
  if (texture === null) return null
  switch (texture.type) {
    case 'AtlasTexture': {
      const [, , width = 0, height = 0] = texture.numbers('region')
      const whole = width > 0 && height > 0 ? null : textureSize(texture.resource('atlas'), imageSize)
      return width > 0 && height > 0 ? { x: width, y: height } : whole
    }
    case 'GradientTexture2D':
      return { x: texture.number('width', 64), y: texture.number('height', 64) }
    case 'GradientTexture1D':
    case 'CurveTexture':
      return { x: texture.number('width', 256), y: 1 }
    case 'NoiseTexture2D':
      return { x: texture.number('width', 512), y: texture.number('height', 512) }
    case 'PlaceholderTexture2D':
      return texture.point('size', { x: 1, y: 1 })
    case 'CanvasTexture':
      return textureSize(texture.resource('diffuse_texture'), imageSize)
    default: {
      const size = texture.path === null ? undefined : imageSize(texture.path)
      return size === undefined ? null : { x: size.width, y: size.height }
    }
  }
}
