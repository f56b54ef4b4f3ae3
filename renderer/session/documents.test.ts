import { expect, test } from 'vitest'
import { AppError } from '../../shared/contract/errors.ts'
import { createSceneDocuments } from './documents.ts'
import { createReplicas } from './replicas.ts'

test('a scene that was not there is asked for again once the files of the project change', async () => {
  const asked: string[] = []
  const documents = createSceneDocuments({
    replicas: createReplicas(),
    api: {
      scenes: {
        async open({ path }) {
          asked.push(path)
          throw new AppError('NOT_FOUND', 'This file is not here.', { path })
        },
      },
    },
  })
  const changed: string[] = []
  documents.onDidChange(path => {
    changed.push(path)
    documents.sceneAt(path)
  })

  expect(documents.sceneAt('res://lamp.tscn')).toBeUndefined()
  await expect
    .poll(() => {
      documents.askAgain()
      return changed
    })
    .toEqual(['res://lamp.tscn'])
  expect(asked).toEqual(['res://lamp.tscn', 'res://lamp.tscn'])
})
