import type { FileEntry } from '../../shared/contract/data.ts'

const KINDS: readonly (readonly [FileEntry['kind'], RegExp])[] = [
  ['scene', /\.(?:tscn|scn)$/],
  ['resource', /\.(?:tres|res|material|theme)$/],
  ['script', /\.(?:gd|cs|gdshader|gdshaderinc)$/],
  ['image', /\.(?:png|jpe?g|webp|svg|bmp|tga|exr|hdr|dds|ktx)$/],
  ['audio', /\.(?:wav|ogg|mp3)$/],
  ['model', /\.(?:gltf|glb|obj|fbx|dae|blend)$/],
  ['text', /\.(?:txt|md|json|cfg|ini|csv|xml|ya?ml|toml|godot|import|uid|po|gitignore|gitattributes|editorconfig)$/],
]

/** What a file is, by its name. */
export function kindOf(path: string): FileEntry['kind'] {
  const lower = path.toLowerCase()
  return KINDS.find(([, pattern]) => pattern.test(lower))?.[0] ?? 'other'
}
