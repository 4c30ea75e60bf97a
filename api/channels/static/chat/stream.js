/**
 * What comes without being asked for: replies from the desk, ticket status, late replies, outages.
 *
 * EventSource reconnects by itself and says the last id it saw. Where it gives up (an HTTP error, a
 * sleeping laptop) we open a new one and read the conversation anew, so that nothing falls between.
 * A hidden page lets go of its connection after a while: browsers allow six for each host.
 */

const EVENTS = ["desk_reply", "ticket_status", "reply", "outage"];
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const HIDDEN_MS = 60_000;

export class Stream {
  /**
   * @param {object} on
   * @param {(event: any, kind: string) => void} on.event
   * @param {() => void} on.gap the connection was away; something may have been missed
   */
  constructor(on) {
    this.on = on;
    /** @type {string | null} */
    this.url = null;
    /** @type {EventSource | null} */
    this.source = null;
    this.failures = 0;
    this.timer = 0;
    document.addEventListener("visibilitychange", () => this.seen(!document.hidden));
    window.addEventListener("online", () => this.retry(0));
  }

  /** @param {string | null} url */
  follow(url) {
    if (url === this.url) return;
    this.close();
    this.failures = 0;
    this.url = url;
    this.open(false);
  }

  /** @param {boolean} again */
  open(again) {
    if (!this.url || this.source) return;
    const source = new EventSource(this.url);
    this.source = source;
    source.onopen = () => {
      if (again || this.failures) this.on.gap();
      this.failures = 0;
    };
    source.onerror = () => this.failed(source);
    for (const kind of EVENTS) source.addEventListener(kind, (event) => this.received(event, kind));
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  /**
   * @param {MessageEvent} event
   * @param {string} kind
   */
  received(event, kind) {
    this.on.event({ id: event.lastEventId, ...JSON.parse(event.data) }, kind);
  }

  /** @param {EventSource} source */
  failed(source) {
    this.failures += 1;
    if (source.readyState !== EventSource.CLOSED) return;
    this.close();
    this.retry(Math.min(FIRST_WAIT_MS * 2 ** this.failures, LONGEST_WAIT_MS));
  }

  /** @param {number} afterMs */
  retry(afterMs) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.open(true), afterMs);
  }

  /** @param {boolean} visible */
  seen(visible) {
    clearTimeout(this.timer);
    if (visible) this.open(true);
    else this.timer = window.setTimeout(() => this.close(), HIDDEN_MS);
  }
}
