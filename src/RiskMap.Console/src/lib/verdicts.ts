/** What a rule says, the most severe first; the whole takes the most severe. */
export const verdicts = ['prohibited', 'fail', 'qra-required', 'no-data', 'conditional', 'pass'] as const
export type Verdict = (typeof verdicts)[number]

export const isVerdict = (value: unknown): value is Verdict => verdicts.includes(value as Verdict)

/** Place in the order of severity; what is no verdict counts as no data. */
export const severityOf = (verdict: string | undefined): number => verdicts.indexOf(isVerdict(verdict) ? verdict : 'no-data')

/** The colour that goes with a verdict's words and shape; none of them tells anything alone. */
export const verdictColours: Record<Verdict, string> = {
  prohibited: '#6b0f1a', fail: '#b5121b', 'qra-required': '#6b3fa0', 'no-data': '#5b6670', conditional: '#a85500', pass: '#1f7a3d',
}
