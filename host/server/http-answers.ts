/** Small answers and small bodies of the HTTP door. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../../shared/contract/errors.ts'

export function answerJson(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}

/** In the shape of the contract's errors. */
export function answerError(response: ServerResponse, status: number, code: string, message: string): void {
  answerJson(response, status, { defined: false, code, status, message })
}

/** Throws AppError TOO_LARGE or BAD_REQUEST. */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limitBytes) throw new AppError('TOO_LARGE', 'The request is too large.')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    throw new AppError('BAD_REQUEST', 'The request is not JSON.', {}, { cause: error })
  }
}
