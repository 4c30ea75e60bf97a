/** Canned answers without leaving the page: search, and insert where the cursor is. */

/** @param {HTMLTextAreaElement} reply */
export function canned(reply) {
  const details = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.canned"));
  const form = details?.querySelector("form");
  const found = details?.querySelector(".found");
  if (!details || !form || !found) return;
  const box = /** @type {HTMLInputElement} */ (form.querySelector("#find"));

  async function look() {
    const address = `${form?.dataset.answers}&find=${encodeURIComponent(box.value)}`;
    const response = await fetch(address).catch(() => null);
    if (!response?.ok || response.redirected) return form?.submit();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    found?.replaceChildren(...page.body.childNodes);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  details.addEventListener("toggle", () => details.open && !found.children.length && look());
  found.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-insert]") : null;
    if (!link) return;
    event.preventDefault();
    insert(reply, link.getAttribute("data-insert") ?? "");
    details.open = false;
  });
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {string} text
 */
function insert(box, text) {
  const before = box.value.slice(0, box.selectionStart);
  const gap = before && !before.endsWith("\n\n") ? "\n\n" : "";
  box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input"));
  box.focus();
}
