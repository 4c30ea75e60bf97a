/** Keyboard and news for the desk: everything also works without this file. */

const POLL_MS = 4_000;
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const rows = () => /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a.ticket")]);

/** @param {number} step */
function move(step) {
  const all = rows();
  const at = all.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

function solve() {
  const status = /** @type {HTMLSelectElement | null} */ (document.querySelector("#status"));
  if (!status) return;
  status.value = "solved";
  status.form?.requestSubmit();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  r: () => document.querySelector("#reply")?.focus(),
  e: solve,
  "/": () => document.querySelector("#search")?.focus(),
  "?": () => /** @type {HTMLDialogElement} */ (document.querySelector("#help")).showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
  if (!act) return;
  event.preventDefault();
  act();
});

/** Tell that something came, and let the person choose when the page changes. */
async function lookForNews() {
  const news = /** @type {HTMLElement | null} */ (main.querySelector(".news"));
  if (!news || document.hidden) return;
  const address = `/desk/feed?ticket=${main.dataset.ticket}&message=${main.dataset.message}`;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const { words } = await response.json();
  if (!words) return;
  const span = /** @type {HTMLElement} */ (news.querySelector("span"));
  if (span.textContent !== words) span.textContent = words;
  news.hidden = false;
}

setInterval(lookForNews, POLL_MS);
