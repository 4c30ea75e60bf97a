/** What was typed and not sent stays, whatever page is shown in between. */

/**
 * @param {HTMLTextAreaElement} box
 * @param {string} name
 */
export function keepWords(box, name) {
  const kept = sessionStorage.getItem(name);
  if (kept && !box.value) box.value = kept;
  const keep = () => (box.value ? sessionStorage.setItem(name, box.value) : sessionStorage.removeItem(name));
  box.addEventListener("input", keep);
  box.form?.addEventListener("submit", () => sessionStorage.removeItem(name));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    box.form?.requestSubmit();
  });
}
