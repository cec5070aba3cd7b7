// STORE.EPOCH.VERSION-BUILD, as the server writes it.
const TOKEN = /^(?<life>[0-9A-Za-z]+\.[0-9A-Za-z]+)\.(?<version>\d+)(?:-|$)/

/** True when a version token is of the same life of the store as another and stands before it. */
export function isOlder(token: string, other: string): boolean {
  const [one, two] = [TOKEN.exec(token)?.groups, TOKEN.exec(other)?.groups]
  return !!one && !!two && one['life'] === two['life'] && Number(one['version']) < Number(two['version'])
}
