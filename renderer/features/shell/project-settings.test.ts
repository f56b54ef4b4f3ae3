import { expect, test } from 'vitest'
import { parseConfigText } from '../../../shared/scene/codec/config-text.ts'
import { NO_SETTINGS, settingsOf } from './project-settings.ts'

function settings(text: string) {
  const parsed = parseConfigText(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return settingsOf(parsed.value)
}

test('main scene and window size', () => {
  expect(
    settings(
      'config_version=5\n\n[application]\n\nrun/main_scene="res://ui/title.tscn"\n\n[display]\n\nwindow/size/viewport_width=640\nwindow/size/viewport_height=360\n',
    ),
  ).toEqual({ mainScene: 'res://ui/title.tscn', gameWindow: { x: 640, y: 360 } })
})

test('a uid, nonsense and nothing give the defaults', () => {
  expect(settings('[application]\nrun/main_scene="uid://abc"\n[display]\nwindow/size/viewport_width="wide"\n')).toEqual(
    NO_SETTINGS,
  )
  expect(settings('')).toEqual(NO_SETTINGS)
})
