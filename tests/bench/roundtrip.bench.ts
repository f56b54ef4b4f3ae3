/** No edit, no diff: the share of real files that come back byte for byte. The folder is named by `WEFT_CORPUS`. */
import { join } from 'node:path'
import { roundtrip } from '../../cli/scene-roundtrip.ts'
import type { BenchRow } from './row.ts'

export async function run(): Promise<BenchRow[]> {
  const corpus = process.env.WEFT_CORPUS ?? ''
  if (corpus === '') {
    console.log('Not measured: WEFT_CORPUS names no folder of real projects.')
    return []
  }
  const { files, identical, different, failed } = await roundtrip([join(corpus, 'scenes')])
  for (const file of different) console.log(`different: ${file}`)
  for (const { file, line, reason } of failed) console.log(`failed: ${file}:${line}: ${reason}`)
  return [
    {
      name: 'no edit, no diff: files that come back byte for byte',
      ours: (100 * identical) / files,
      unit: '%',
      target: '100 %',
      pass: files > 0 && identical === files,
      note: `${identical} of ${files}`,
    },
  ]
}
