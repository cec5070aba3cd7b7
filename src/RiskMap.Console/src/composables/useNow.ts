import { onBeforeUnmount, onMounted, ref } from 'vue'
import { serverNow } from '../lib/clock'

const tickMilliseconds = 1000

/** The server's clock, milliseconds since 1970; it ticks each second while the component stands. */
export function useNow() {
  const now = ref(serverNow())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => (timer = setInterval(() => (now.value = serverNow()), tickMilliseconds)))
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
