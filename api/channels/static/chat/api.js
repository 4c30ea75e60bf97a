/** The gateway's addresses, and its answers as plain objects. */

/**
 * @typedef {{ id: string, label: string }} Button
 * @typedef {{ id: string, label: string, guide: string }} Choice
 * @typedef {{
 *   kind: string, text: string, guide: string | null, title: string | null, section: string | null,
 *   steps: string[], source_url: string | null, owner: string | null, reviewed: string | null,
 *   overdue: boolean | null, language: string, buttons: Button[], choices: Choice[],
 *   form: { name: string, field: string } | null, ticket: { id: string, url: string } | null,
 * }} Reply
 * @typedef {{ who: string, at: string, text: string, name: string | null, reply: Reply | null }} Item
 * @typedef {{ message_id: string, text?: string, button?: string, language?: string }} Message
 */

const DEADLINE_MS = 30_000;

/** The gateway said no. `detail` is a sentence for the person, in their language; it may be empty. */
export class RefusedError extends Error {
  /**
   * @param {number} status
   * @param {string} detail
   */
  constructor(status, detail) {
    super(`${status} ${detail}`);
    this.status = status;
    this.detail = detail;
  }

  /** Sending the same again may help. */
  get passing() {
    return this.status >= 500 || this.status === 408 || this.status === 425 || this.status === 429;
  }
}

export class Api {
  /** @param {string} base address of Bollplank, with a slash at the end */
  constructor(base) {
    this.base = base;
  }

  /**
   * @param {string | null} conversation
   * @param {Message} message
   * @returns {Promise<{ conversation: string, replies: Reply[] }>}
   */
  send(conversation, message) {
    const body = JSON.stringify({ conversation, ...message });
    return this.json("v1/messages", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  }

  /**
   * @param {string} id
   * @returns {Promise<{ conversation: string, language: string, items: Item[] }>}
   */
  conversation(id) {
    return this.json(`v1/conversations/${encodeURIComponent(id)}`);
  }

  /** @param {string} id */
  eventsUrl(id) {
    return this.url(`v1/conversations/${encodeURIComponent(id)}/events`);
  }

  /**
   * @param {string} language
   * @returns {Promise<Record<string, string>>}
   */
  texts(language) {
    return this.json(`v1/texts/${language}`);
  }

  /**
   * @param {string} language
   * @returns {Promise<string[]>}
   */
  async popular(language) {
    const answer = await this.json(`v1/popular?language=${language}`);
    return Array.isArray(answer) ? answer : answer.questions;
  }

  /** @returns {Promise<{ message: string | null }>} what is known to be down */
  outage() {
    return this.json("v1/outage");
  }

  /** @param {string} path */
  url(path) {
    return new URL(path, this.base).href;
  }

  /**
   * @param {string} path
   * @param {RequestInit} [init]
   * @throws {RefusedError} the gateway answered, but not with what was asked for
   * @throws {TypeError | DOMException} no answer: offline, or too late
   */
  async json(path, init = {}) {
    const response = await fetch(this.url(path), { ...init, signal: AbortSignal.timeout(DEADLINE_MS) });
    if (!response.ok) throw new RefusedError(response.status, await detailOf(response));
    return response.json();
  }
}

/**
 * The sentence of a problem+json answer; empty where something else answered.
 * @param {Response} response
 */
async function detailOf(response) {
  try {
    return String((await response.json()).detail ?? "");
  } catch {
    return "";
  }
}
