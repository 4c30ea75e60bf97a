/** Times and days as people say them: "i dag 14.05", "12 september 2026". */

const DAY_MS = 86_400_000;
const LOCALES = { sv: "sv-FI", en: "en-GB", fi: "fi-FI" };

/**
 * @param {string | Date} at
 * @param {string} language
 * @param {Date} [now]
 */
export function when(at, language, now = new Date()) {
  const then = new Date(at);
  return `${dayWords(then, language, now)} ${clock(then, language)}`;
}

/**
 * A calendar day without a time, such as the date of a review.
 * @param {string} isoDay
 * @param {string} language
 */
export function day(isoDay, language) {
  const [year, month, date] = isoDay.split("-").map(Number);
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "long" }).format(new Date(year, month - 1, date));
}

/**
 * @param {Date} one
 * @param {Date} other
 */
export const sameDay = (one, other) => one.toDateString() === other.toDateString();

/**
 * @param {Date} then
 * @param {string} language
 * @param {Date} now
 */
function dayWords(then, language, now) {
  const days = Math.round((midnight(then) - midnight(now)) / DAY_MS);
  if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(locale(language), { numeric: "auto" }).format(days, "day");
  const year = then.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale(language), { day: "numeric", month: "long", year }).format(then);
}

/**
 * Swedish in Finland and Finnish write 14.05, English 14:05.
 * @param {Date} then
 * @param {string} language
 */
function clock(then, language) {
  const time = new Intl.DateTimeFormat(locale(language), { hour: "2-digit", minute: "2-digit" }).format(then);
  return language === "en" ? time : time.replace(":", ".");
}

/** @param {Date} at */
const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** @param {string} language */
const locale = (language) => LOCALES[/** @type {keyof typeof LOCALES} */ (language)] ?? LOCALES.sv;
