import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { leastCorners } from '../lib/polygon'
import { deskName, hashWith, readWords, wordsOf } from '../lib/sitingAddress'
import { useSiting } from './useSiting'
import { useSketch } from './useSketch'

const storageKey = 'riskmap.siting'

/** A browser keeps only so many addresses a second; a corner that is dragged changes faster. */
const patienceMilliseconds = 300

const nameOf = (hash: string) => new URLSearchParams(hash.replace(/^#/u, '')).get(deskName)
const isOpen = ref(nameOf(location.hash) === 'siting')

function stored(): string {
  try {
    return sessionStorage.getItem(storageKey) ?? ''
  } catch {
    return ''
  }
}

function store(words: string): void {
  try {
    sessionStorage.setItem(storageKey, words)
  } catch {
    // A browser that keeps nothing loses the drawing with the page; the address still has it.
  }
}

/** Keeps drawing and plan in the address, where they can be shared, and in the browser, where a long drawing survives a reload. */
export function useSitingAddress() {
  const { ring, mode, isClosed, take } = useSketch()
  const { plan, putPlan } = useSiting()
  let waiting: ReturnType<typeof setTimeout> | undefined

  const words = () => wordsOf(isClosed.value ? ring.value : [], plan)

  function write(): void {
    store(new URLSearchParams(words()).toString())
    const hash = hashWith(location.hash, isOpen.value ? words() : undefined)
    if (hash !== location.hash) history.replaceState(history.state, '', location.pathname + location.search + hash)
  }

  function writeSoon(): void {
    clearTimeout(waiting)
    waiting = setTimeout(write, patienceMilliseconds)
  }

  function read(from: string): void {
    const found = readWords(from)
    if (!found) return
    putPlan(found.plan)
    if (found.ring.length >= leastCorners) take(found.ring)
  }

  /** Another address in the same page, as a link that a colleague sent. */
  function follow(): void {
    isOpen.value = nameOf(location.hash) === 'siting'
    if (isOpen.value) read(location.hash)
  }

  onMounted(() => {
    read(readWords(location.hash) ? location.hash : stored())
    window.addEventListener('hashchange', follow)
    watch([ring, mode, () => JSON.stringify(plan), isOpen], writeSoon)
  })
  onBeforeUnmount(() => window.removeEventListener('hashchange', follow))
  return { isOpen }
}
