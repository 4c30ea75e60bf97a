/*
 * Bollplank's chat on any page, with one line:
 *
 *   <script src="https://bollplank.example/widget.js" defer></script>
 *
 * A button appears in the corner and opens the chat. Optional attributes: data-base (where Bollplank
 * lives, else where this script came from), data-language (sv, en, fi), data-theme (light, dark).
 * The page's content security policy needs Bollplank's address in script-src and in connect-src.
 *
 * This file only finds out where it came from (modules cannot) and loads the rest.
 */
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(script.dataset.base || ".", script.src);
  // The server writes its version here, so that all modules come from one release and may be kept.
  const assets = new URL("static/@version/", base.href.replace(/\/?$/, "/"));
  import(new URL("chat/main.js", assets).href)
    .then((chat) => chat.start({ ...script.dataset, base: base.href, assets: assets.href }))
    .catch((error) => console.warn("Bollplank's chat could not be loaded.", error));
})();
