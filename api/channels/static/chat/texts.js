/** The words of the interface, one catalogue a language, from the server; the last ones are kept. */

export const LANGUAGES = ["sv", "en", "fi"];

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * The first language we know: chosen before, the page's wish, the browser's, Swedish.
 * @param {(string | null | undefined)[]} wishes
 */
export function pickLanguage(...wishes) {
  const short = wishes.concat(navigator.languages).map((wish) => wish?.slice(0, 2).toLowerCase());
  return short.find((wish) => wish && LANGUAGES.includes(wish)) ?? "sv";
}

export class Texts {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./store.js").Store} store
   */
  constructor(api, store) {
    this.api = api;
    this.store = store;
    /** @type {Record<string, string>} */
    this.words = {};
    this.language = "sv";
  }

  /**
   * @param {string} language
   * @throws no words: the server is out of reach and this browser has never seen them
   */
  async load(language) {
    this.words = await this.fetchOrKept(language);
    this.language = language;
  }

  /** @type {Say} */
  say = (key, values = {}) => {
    const pattern = this.words[`chat-${key}`] ?? key;
    return pattern.replace(/\{\s*\$?(\w+)\s*\}/g, (whole, name) => String(values[name] ?? whole));
  };

  /**
   * The words without placeholders, if the catalogue has them.
   * @param {string} key
   * @returns {string | null}
   */
  find(key) {
    return this.words[`chat-${key}`] ?? null;
  }

  /** @param {string} language */
  async fetchOrKept(language) {
    const key = `texts.${language}`;
    try {
      const words = await this.api.texts(language);
      this.store.set(key, words);
      return words;
    } catch (error) {
      const kept = this.store.get(key, null);
      if (!kept) throw error;
      return kept;
    }
  }
}
