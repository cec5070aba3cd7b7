/** A key for one write, which nobody else makes: also where the page came by plain http, on which browsers have no randomUUID. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Keys by what is written: what is tried again after a lost answer goes out under the same key, so that it is not done twice. */
export function keysOf(): { of: (write: string) => string; done: (write: string) => void } {
  const keys = new Map<string, string>()
  return {
    of: (write) => {
      const key = keys.get(write) ?? newKey()
      keys.set(write, key)
      return key
    },
    done: (write) => void keys.delete(write),
  }
}
