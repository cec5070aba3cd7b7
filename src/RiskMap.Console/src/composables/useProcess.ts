import { shallowRef } from 'vue'
import { getJson } from '../lib/api'
import { type InputSchema, optionsOf, type ProcessDescription } from '../lib/processSchema'

/** The description of a process, read once; without it a form takes any text and the server says what is wrong with it. */
export function processOf(id: string) {
  const description = shallowRef<ProcessDescription>()
  let isAsked = false

  async function load(): Promise<void> {
    if (isAsked) return
    isAsked = true
    try {
      description.value = await getJson<ProcessDescription>(`/processes/${id}`)
    } catch (error) {
      console.error(error)
      isAsked = false
    }
  }

  const schemaOf = (input: string): InputSchema | undefined => description.value?.inputs?.[input]?.schema
  const optionsIn = (input: string) => optionsOf(schemaOf(input))
  return { load, schemaOf, optionsIn }
}
