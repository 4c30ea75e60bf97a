/** What survives a reload, in localStorage; where that is forbidden or full, in memory only. */

const PREFIX = "bollplank.";

export class Store {
  /** @param {Storage | null} [storage] */
  constructor(storage = browserStorage()) {
    this.storage = storage;
    /** @type {Map<string, string>} */
    this.memory = new Map();
  }

  /**
   * @template T
   * @param {string} key
   * @param {T} fallback
   * @returns {T}
   */
  get(key, fallback) {
    try {
      const kept = this.storage?.getItem(PREFIX + key) ?? this.memory.get(key);
      return kept === undefined || kept === null ? fallback : JSON.parse(kept);
    } catch {
      return fallback;
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value `null` forgets the key
   */
  set(key, value) {
    const kept = JSON.stringify(value);
    this.memory.set(key, kept);
    try {
      if (value === null) this.storage?.removeItem(PREFIX + key);
      else this.storage?.setItem(PREFIX + key, kept);
    } catch {
      // Storage is full or forbidden: memory has it until the page is left.
    }
  }

  /**
   * Another tab of this browser has set the key.
   * @param {string} key
   * @param {() => void} then
   */
  onChangeElsewhere(key, then) {
    window.addEventListener("storage", (event) => event.key === PREFIX + key && then());
  }
}

/** @returns {Storage | null} */
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
