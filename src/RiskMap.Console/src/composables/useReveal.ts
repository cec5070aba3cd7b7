import { inject, type InjectionKey, provide } from 'vue'

/** Brings parts of a desk's body into view. */
export interface Reveal {
  answer: () => Promise<void>
  fault: () => Promise<void>
}

const key: InjectionKey<Reveal> = Symbol('reveal')

export const provideReveal = (reveal: Reveal): void => provide(key, reveal)

/** For what lies in a desk; undefined elsewhere. */
export const useReveal = (): Reveal | undefined => inject(key, undefined)
