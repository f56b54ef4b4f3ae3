/**
 * Arithmetic in number fields: `2*(3+4)`, `360/7`, `x+10` for a step from the present value, `pi`.
 * No code is run: this is a small reader of its own.
 */

/** null for anything that is no number. `present` is the value of `x`; a text that begins with `+=`, `*=`, … uses it too. */
export function evaluate(input: string, present = 0): number | null {
  const text = input.trim().replace(/^([+\-*/])=/, (_match, operator: string) => `x${operator}`)
  const reader = { text: text.replace(/(?<=\d),(?=\d)/g, '.'), at: 0, present }
  const value = sum(reader)
  skip(reader)
  return value === null || reader.at < reader.text.length || !Number.isFinite(value) ? null : value
}

interface Reader {
  readonly text: string
  at: number
  readonly present: number
}

const names: Readonly<Record<string, number>> = { pi: Math.PI, tau: Math.PI * 2, e: Math.E }

function sum(reader: Reader): number | null {
  let left = product(reader)
  for (let sign = take(reader, '+-'); left !== null && sign !== null; sign = take(reader, '+-')) {
    const right = product(reader)
    if (right === null) return null
    left = sign === '+' ? left + right : left - right
  }
  return left
}

function product(reader: Reader): number | null {
  let left = signed(reader)
  for (let sign = take(reader, '*/%'); left !== null && sign !== null; sign = take(reader, '*/%')) {
    const right = signed(reader)
    if (right === null) return null
    left = sign === '*' ? left * right : sign === '/' ? left / right : left % right
  }
  return left
}

function signed(reader: Reader): number | null {
  const sign = take(reader, '+-')
  const value = sign === null ? power(reader) : signed(reader)
  return value !== null && sign === '-' ? -value : value
}

function power(reader: Reader): number | null {
  const base = atom(reader)
  if (base === null || take(reader, '^') === null) return base
  const exponent = signed(reader)
  return exponent === null ? null : base ** exponent
}

function atom(reader: Reader): number | null {
  skip(reader)
  if (take(reader, '(') !== null) {
    const value = sum(reader)
    return take(reader, ')') === null ? null : value
  }
  const match = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|^[a-z]+/i.exec(reader.text.slice(reader.at))
  if (match === null) return null
  reader.at += match[0].length
  const word = match[0].toLowerCase()
  if (word === 'x') return reader.present
  return /^[a-z]/.test(word) ? (names[word] ?? null) : Number(word)
}

function take(reader: Reader, characters: string): string | null {
  skip(reader)
  const character = reader.text[reader.at]
  if (character === undefined || !characters.includes(character)) return null
  reader.at += 1
  return character
}

function skip(reader: Reader): void {
  while (reader.text[reader.at] === ' ') reader.at += 1
}
