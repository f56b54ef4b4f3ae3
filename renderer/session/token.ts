/**
 * The key to the host: a one-time code in the page's fragment, exchanged for a token that lives as long as the tab.
 * No cookies (ports share them), nothing in a query string.
 */
import { LinkRefused } from './host-link.ts'

const storageKey = 'weft.token'

/** Throws LinkRefused where neither the address nor this tab holds a key that the host takes. */
export async function obtainToken(signal: AbortSignal): Promise<string> {
  const code = takeCode()
  if (code !== null) {
    const token = await exchange(code, signal)
    if (token !== null) {
      sessionStorage.setItem(storageKey, token)
      return token
    }
  }
  const kept = sessionStorage.getItem(storageKey)
  if (kept === null) throw new LinkRefused('This address has been used already.')
  return kept
}

/** The host did not take the token: it was restarted, say. */
export function forgetToken(): void {
  sessionStorage.removeItem(storageKey)
}

/** Reads the code and takes it out of the address bar and the history. */
function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code !== null) history.replaceState(history.state, '', location.pathname)
  return code
}

async function exchange(code: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
    signal,
  })
  if (!response.ok) return null
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null || !('token' in body) || typeof body.token !== 'string') return null
  return body.token
}
