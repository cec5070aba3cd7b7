import { onBeforeUnmount, onMounted, ref } from 'vue'

const tickMilliseconds = 1000

/** The reader's clock, milliseconds since 1970; it ticks each second while the component stands. */
export function useNow() {
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => (timer = setInterval(() => (now.value = Date.now()), tickMilliseconds)))
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
