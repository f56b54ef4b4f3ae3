/** A colour with alpha: hex text, opacity, and a picker. Components are 0 to 1, beyond for glowing colours. */
import { type ReactElement, useState } from 'react'
import {
  Button as AriaButton,
  ColorArea,
  ColorSlider,
  ColorThumb,
  Dialog,
  DialogTrigger,
  Popover,
  parseColor,
  SliderTrack,
} from 'react-aria-components'
import { type Rgba, readHex, toCss, toHex } from './colour.ts'
import { NumberInput } from './number-input.tsx'
import { TextInput } from './text-input.tsx'

export interface ColourInputProps {
  readonly label: string
  /** null: mixed. */
  readonly value: Rgba | null
  readonly onCommit: (value: Rgba) => void
  readonly onPreview?: (value: Rgba | null) => void
  readonly hasAlpha?: boolean
  readonly isReadOnly?: boolean
  readonly words: {
    readonly pick: string
    readonly hex: string
    readonly alpha: string
    readonly hue: string
    readonly area: string
    readonly bad: string
    readonly mixed: string
  }
}

export function ColourInput(props: ColourInputProps): ReactElement {
  const { label, value, onCommit, hasAlpha = true, isReadOnly = false, words } = props
  const shown = value ?? [1, 1, 1, 1]
  return (
    <span className="number" style={{ gap: 4 }}>
      <Picker {...props} />
      <TextInput
        label={`${label}, ${words.hex}`}
        value={value === null ? '' : toHex(value)}
        placeholder={value === null ? words.mixed : ''}
        isReadOnly={isReadOnly}
        onCommit={text => {
          const rgba = readHex(text, shown[3])
          if (rgba === null) return words.bad
          onCommit(rgba)
          return null
        }}
      />
      {hasAlpha && (
        <span style={{ width: 52, flex: 'none', display: 'flex' }}>
          <NumberInput
            label={`${label}, ${words.alpha}`}
            value={value === null ? null : shown[3]}
            range={{ min: 0, max: 1, step: 0.05 }}
            isReadOnly={isReadOnly}
            onCommit={alpha => onCommit([shown[0], shown[1], shown[2], alpha])}
          />
        </span>
      )}
    </span>
  )
}

function Picker({
  label,
  value,
  onCommit,
  onPreview,
  hasAlpha = true,
  isReadOnly = false,
  words,
}: ColourInputProps): ReactElement {
  const [draft, setDraft] = useState<Rgba | null>(null)
  const shown = draft ?? value ?? [1, 1, 1, 1]
  const colour = parseColor(toCss(shown)).toFormat('hsba')
  const change = (next: {
    toString(format: 'css'): string
    getChannelValue(channel: 'red' | 'green' | 'blue' | 'alpha'): number
  }) => {
    const rgba: Rgba = [
      next.getChannelValue('red') / 255,
      next.getChannelValue('green') / 255,
      next.getChannelValue('blue') / 255,
      next.getChannelValue('alpha'),
    ]
    setDraft(rgba)
    onPreview?.(rgba)
  }
  const end = () => {
    if (draft !== null) onCommit(draft)
    setDraft(null)
    onPreview?.(null)
  }
  return (
    <DialogTrigger>
      <AriaButton
        className="field field-button"
        style={{ width: 'auto', padding: '0 4px', flex: 'none' }}
        isDisabled={isReadOnly}
        aria-label={`${label}, ${words.pick}`}
      >
        <span className="colour-swatch" style={{ background: value === null ? 'none' : toCss(shown) }} />
      </AriaButton>
      <Popover className="popover" offset={4}>
        <Dialog className="dialog colour-panel" aria-label={`${label}, ${words.pick}`}>
          <ColorArea
            aria-label={words.area}
            className="colour-area"
            colorSpace="hsb"
            xChannel="saturation"
            yChannel="brightness"
            value={colour}
            onChange={next => change(next.toFormat('rgba'))}
            onChangeEnd={end}
          >
            <ColorThumb className="colour-thumb" />
          </ColorArea>
          <ColorSlider
            aria-label={words.hue}
            colorSpace="hsb"
            channel="hue"
            value={colour}
            onChange={next => change(next.toFormat('rgba'))}
            onChangeEnd={end}
          >
            <SliderTrack className="colour-track">
              <ColorThumb className="colour-thumb" />
            </SliderTrack>
          </ColorSlider>
          {hasAlpha && (
            <ColorSlider
              aria-label={words.alpha}
              channel="alpha"
              value={colour}
              onChange={next => change(next.toFormat('rgba'))}
              onChangeEnd={end}
            >
              <SliderTrack className="colour-track">
                <ColorThumb className="colour-thumb" />
              </SliderTrack>
            </ColorSlider>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
