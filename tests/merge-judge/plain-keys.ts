/** Keys of an animation track, time to value, from and to the text that Godot writes. */

export function keysText(keys: ReadonlyMap<number, string>): string {
  const sorted = [...keys].sort(([a], [b]) => a - b)
  const times = sorted.map(([time]) => time).join(', ')
  const transitions = sorted.map(() => 1).join(', ')
  const values = sorted.map(([, value]) => value).join(', ')
  return [
    '{',
    `"times": PackedFloat32Array(${times}),`,
    `"transitions": PackedFloat32Array(${transitions}),`,
    '"update": 0,',
    `"values": [${values}]`,
    '}',
  ].join('\n')
}

export function readKeys(text: string): Map<number, string> {
  const [, times = ''] = /"times": PackedFloat32Array\(([^)]*)\)/.exec(text) ?? []
  const [, list = ''] = /"values": \[(.*)\]/.exec(text) ?? []
  const values = list.match(/Vector2\([^)]*\)/g) ?? []
  return new Map(times.split(', ').map((time, i) => [Number(time), values[i] ?? '']))
}
