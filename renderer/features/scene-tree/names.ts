/** `shore_crab` → `ShoreCrab`, as Godot names a node after a file. */
export function toPascal(name: string): string {
  return name.replace(/(?:^|[_\s-])(\w)/g, (_match, letter: string) => letter.toUpperCase())
}
