/** Whether a key press is meant for what has the focus, not for the map. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, select, textarea, button, a, summary, [contenteditable]') !== null

/** Does what a key asks for, and keeps the key from anybody else. */
export function handled(event: KeyboardEvent, action: () => void): void {
  event.preventDefault()
  event.stopPropagation()
  action()
}
