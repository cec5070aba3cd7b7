import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { deskIn, type DeskName, hashWith, wordsIn } from '../lib/deskAddress'

/** What a desk keeps in the address. */
export interface DeskWords {
  desk: DeskName
  /** The names of its words. */
  names: readonly string[]
  /** Its state as words; what is left open is left out. */
  words: () => Record<string, string>
  /** Takes back what an address, or the text that was kept, tells. */
  read: (hash: string) => void
}

/** A browser keeps only so many addresses a second; a corner that is dragged changes faster. */
const patienceMilliseconds = 300

const desk = ref(deskIn(location.hash))

const keyOf = (name: DeskName) => `riskmap.${name}`
function stored(name: DeskName): string {
  try {
    return sessionStorage.getItem(keyOf(name)) ?? ''
  } catch {
    return ''
  }
}

function store(name: DeskName, words: string): void {
  try {
    sessionStorage.setItem(keyOf(name), words)
  } catch {
    // A browser that keeps nothing loses the form with the page; the address still has it.
  }
}

/** Which desk lies over the map. */
export function useDesk() {
  return { desk }
}

/** Keeps the open desk and its form in the address, where they can be shared, and in the browser, where what is too long for an address survives a reload. */
export function useDeskAddress(all: readonly DeskWords[]): void {
  const names = all.flatMap((one) => one.names)
  let waiting: ReturnType<typeof setTimeout> | undefined

  function write(): void {
    for (const one of all) store(one.desk, new URLSearchParams(one.words()).toString())
    const hash = hashWith(location.hash, names, desk.value, all.find((one) => one.desk === desk.value)?.words())
    if (hash !== location.hash) history.replaceState(history.state, '', location.pathname + location.search + hash)
  }

  function writeSoon(): void {
    clearTimeout(waiting)
    waiting = setTimeout(write, patienceMilliseconds)
  }

  const tells = (hash: string, { names: own }: DeskWords) => own.some((name) => wordsIn(hash).has(name))

  /** Another address in the same page, as a link that a colleague sent. */
  function follow(): void {
    desk.value = deskIn(location.hash)
    const open = all.find((one) => one.desk === desk.value)
    if (open && tells(location.hash, open)) open.read(location.hash)
  }

  onMounted(() => {
    for (const one of all) one.read(tells(location.hash, one) ? location.hash : stored(one.desk))
    window.addEventListener('hashchange', follow)
    watch([desk, () => JSON.stringify(all.map((one) => one.words()))], writeSoon)
  })
  onBeforeUnmount(() => window.removeEventListener('hashchange', follow))
}
