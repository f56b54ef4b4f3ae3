/** Hint strings of Godot, read: `0,16,0.01,or_greater,suffix:px`, `Inherit,Pausable:1`. Pure. */
import type { NumberRange } from '../../ui/number-step.ts'

export interface RangeHint {
  readonly range: NumberRange
  readonly suffix: string | undefined
  /** Shown in degrees, stored in radians. */
  readonly isDegrees: boolean
}

export function readRange(hint: string, hintString: string, isInteger: boolean): RangeHint {
  const parts = hintString.split(',').map(part => part.trim())
  const suffix = parts.find(part => part.startsWith('suffix:'))?.slice('suffix:'.length)
  const isDegrees = parts.includes('radians_as_degrees') || parts.includes('radians')
  if (hint !== 'range') return { range: { isInteger }, suffix, isDegrees }
  const numbers = parts.slice(0, 3).map(part => (/^-?[\d.]+(?:e-?\d+)?$/.test(part) ? Number(part) : undefined))
  const [min, max, step] = numbers
  return {
    range: {
      isInteger,
      min: parts.includes('or_less') ? undefined : min,
      max: parts.includes('or_greater') ? undefined : max,
      step: step ?? (isInteger ? 1 : undefined),
    },
    suffix: suffix ?? (isDegrees ? '°' : undefined),
    isDegrees,
  }
}

export interface EnumChoice {
  readonly label: string
  readonly value: number
}

/** Values count up from the last one that is given. */
export function readEnum(hintString: string): EnumChoice[] {
  let next = 0
  return splitChoices(hintString).map(part => {
    const match = /^(.*):(-?\d+)$/.exec(part)
    const value = match === null ? next : Number(match[2])
    next = value + 1
    return { label: match?.[1] ?? part, value }
  })
}

/** Bits; without a value the next one. */
export function readFlags(hintString: string): EnumChoice[] {
  return splitChoices(hintString).map((part, index) => {
    const match = /^(.*):(\d+)$/.exec(part)
    return { label: match?.[1] ?? part, value: match === null ? 2 ** index : Number(match[2]) }
  })
}

/** Names of a string enum. */
export function readNames(hintString: string): string[] {
  return splitChoices(hintString).map(part => part.replace(/:.*$/, ''))
}

function splitChoices(hintString: string): string[] {
  return hintString
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
}

/** Classes that fit: `Texture2D,-AnimatedTexture` names one base and some that do not. */
export function readResourceTypes(hintString: string): {
  readonly bases: readonly string[]
  readonly not: ReadonlySet<string>
} {
  const parts = splitChoices(hintString)
  return {
    bases: parts.filter(part => !part.startsWith('-')),
    not: new Set(parts.filter(part => part.startsWith('-')).map(part => part.slice(1))),
  }
}

const layerCounts: Readonly<Record<string, number>> = {
  layers2dRender: 20,
  layers3dRender: 20,
  layers2dPhysics: 32,
  layers3dPhysics: 32,
  layers2dNavigation: 32,
  layers3dNavigation: 32,
  layersAvoidance: 32,
}

/** Bits of a layer mask; 0 for what is none. */
export function layersOf(hint: string): number {
  return layerCounts[hint] ?? 0
}
