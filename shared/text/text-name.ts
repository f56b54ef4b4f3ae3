/**
 * TXT1: which files are edited as text. By name, for a file of the same bytes must be the same kind on every host.
 *
 * Not what Godot writes beside a file (`.import`, `.uid`): it writes those whole, from what it knows, and half of one
 * with half of another is neither. Scenes and resources are documents of their own kind.
 */
const ENDINGS: ReadonlySet<string> = new Set(
  `gd gdshader gdshaderinc gdextension gdns cs godot cfg md txt rst json jsonc json5 csv tsv toml yaml yml xml ini env po
  pot html htm css scss js mjs cjs ts tsx jsx py rb lua sh bash bat ps1 c h cc cpp hpp rs go java kt swift glsl hlsl vert
  frag wgsl sql proto graphql gql avsc ink dialogue yarn gitignore gitattributes gitmodules editorconfig
  gdlintrc gdignore`
    .split(/\s+/)
    .filter(ending => ending !== ''),
)
const WHOLE_NAMES: ReadonlySet<string> = new Set([
  'license',
  'copying',
  'authors',
  'readme',
  'makefile',
  'dockerfile',
  'sconstruct',
])

/** `path` with or without folders. */
export function isTextName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const dot = name.lastIndexOf('.')
  return dot < 0 ? WHOLE_NAMES.has(name) : ENDINGS.has(name.slice(dot + 1))
}
