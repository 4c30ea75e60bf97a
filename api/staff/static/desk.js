/** Keyboard, news and comfort for the desk: everything also works without this file. */
import { canned } from "./canned.js";
import { keepWords } from "./words.js";

const KEYS_OFF = "bollplank.desk.keys-off";
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const help = /** @type {HTMLDialogElement} */ (document.querySelector("#help"));
const reply = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#reply"));
const rows = () => /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a.ticket")]);

/**
 * From the focused row, else from the ticket that is open.
 * @param {number} step
 */
function move(step) {
  const all = rows();
  const focused = all.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  const at = focused >= 0 ? focused : all.findIndex((row) => row.hasAttribute("aria-current"));
  all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

/** @param {string} key */
const send = (key) => /** @type {HTMLFormElement | null} */ (document.querySelector(`form[data-key="${key}"]`))?.requestSubmit();

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  r: () => reply?.focus(),
  e: () => send("e"),
  a: () => send("a"),
  "/": () => /** @type {HTMLElement | null} */ (document.querySelector("#search"))?.focus(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
  const act = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
  if (!act || localStorage.getItem(KEYS_OFF)) return;
  event.preventDefault();
  act();
});

/** One-letter keys can be turned off: speech control types letters (WCAG 2.1.4). */
function offerHelp() {
  const on = /** @type {HTMLInputElement} */ (help.querySelector("#keys-on"));
  on.checked = !localStorage.getItem(KEYS_OFF);
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1")));
  const open = /** @type {HTMLElement} */ (document.querySelector(".help-open"));
  open.hidden = false;
  open.querySelector("button")?.addEventListener("click", () => help.showModal());
}

/** Tell that something came, and let the person choose when the page changes. */
function followNews() {
  const news = /** @type {HTMLElement} */ (main.querySelector(".news"));
  const title = document.title;
  const source = new EventSource(`/desk/events?ticket=${main.dataset.ticket}&message=${main.dataset.message}`);
  source.addEventListener("news", (event) => {
    const { count, words } = JSON.parse(/** @type {MessageEvent} */ (event).data);
    const span = /** @type {HTMLElement} */ (news.querySelector("span"));
    if (span.textContent !== words) span.textContent = words;
    news.hidden = false;
    document.title = `(${count}) ${title}`;
  });
  window.addEventListener("pagehide", () => source.close());
}

function showNewest() {
  const talk = document.querySelector(".talk");
  if (talk) talk.scrollTop = talk.scrollHeight;
  document.querySelector(".left a[aria-current='page']")?.scrollIntoView({ block: "nearest" });
}

offerHelp();
followNews();
showNewest();
window.addEventListener("load", showNewest);
if (reply) {
  keepWords(reply, `bollplank.desk.reply.${main.dataset.number}`);
  canned(reply);
}
const note = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#note"));
if (note) keepWords(note, `bollplank.desk.note.${main.dataset.number}`);
