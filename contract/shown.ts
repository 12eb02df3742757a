/** Numbers, plurals and moments as people read them: the one place that knows how a language writes them. */

const LANGUAGE = 'en-US'

const plurals = new Intl.PluralRules(LANGUAGE)
/** The word for so many: `plural(2, 'pixel', 'pixels')` is “pixels”. */
export const plural = (count: number, one: string, other: string): string => (plurals.select(count) === 'one' ? one : other)

const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 })
/** A whole number, its thousands apart. */
export const showCount = (value: number): string => whole.format(value)

/** `counted(1200, 'pixel', 'pixels')` is “1,200 pixels”. */
export const counted = (count: number, one: string, other: string): string => `${showCount(count)} ${plural(count, one, other)}`

/** So many digits behind the point, all of them. */
export const showDecimal = (value: number, digits: number): string =>
  value.toLocaleString(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** At most so many digits that count, whatever the size. */
export const showSignificant = (value: number, digits: number): string =>
  value.toLocaleString(LANGUAGE, { maximumSignificantDigits: digits })

/** Day and minute, as the user's system writes them. */
export const showMoment = (at: Date): string => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at)

const collator = new Intl.Collator(undefined, { numeric: true })
/** Names in the order in which the user's system lists them: 2 before 10. */
export const byName = (a: string, b: string): number => collator.compare(a, b)
