/** What was typed stays until it is seen on the ticket: over a look at the news, and over being signed out. */

/**
 * @param {HTMLTextAreaElement} box
 * @param {string} name
 */
export function keepWords(box, name) {
  const form = /** @type {HTMLFormElement} */ (box.form);
  const sent = sessionStorage.getItem(`${name}.key`);
  if (sent && document.querySelector(`[data-key="${CSS.escape(sent)}"]`)) forget(name);
  const kept = sessionStorage.getItem(name);
  if (kept && !box.value) box.value = kept;
  box.addEventListener("input", () => (box.value ? sessionStorage.setItem(name, box.value) : forget(name)));
  form.addEventListener("submit", () => {
    sessionStorage.setItem(name, box.value);
    sessionStorage.setItem(`${name}.key`, /** @type {HTMLInputElement} */ (form.querySelector("[name=key]")).value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** @param {string} name */
function forget(name) {
  sessionStorage.removeItem(name);
  sessionStorage.removeItem(`${name}.key`);
}
