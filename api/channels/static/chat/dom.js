/** Making elements. All text goes in as text nodes, so nothing anybody wrote becomes markup. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] DOM properties (`className`, `onclick`), or attributes
 *   where the name has a dash (`aria-label`) or is no property. `null`, `undefined`, `false` are left out.
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...present(children));
  return element;
}

/**
 * Words that only a screen reader hears.
 * @param {string} text
 */
export const unseen = (text) => el("span", { className: "unseen" }, text);

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} value
 */
function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (!name.includes("-") && name in element) Reflect.set(element, name, value);
  else element.setAttribute(name, String(value));
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function present(children) {
  return /** @type {(Node | string)[]} */ (children.filter((child) => child || child === ""));
}
