/*
 * Bollplank's chat on any page, with one line:
 *
 *   <script src="https://bollplank.example/widget.js" defer></script>
 *
 * A button appears in the corner and opens the chat. Optional attributes: data-base (where Bollplank
 * lives, else where this script came from), data-language (sv, en, fi), data-theme (light, dark),
 * data-logo (the town's logo stands in the head too; the page's policy then needs Bollplank's address in img-src),
 * data-identity (a signed token that says who asks) or data-identity-callback (the name of a function of the
 * page that gives one; docs/api.md).
 * A page that has an element <bollplank-chat mode="page"> of its own gets the chat in it instead.
 *
 * The page's content security policy needs Bollplank's address in script-src and in connect-src.
 * Its style sheet may set the colour: bollplank-chat { --bp-accent: #7a1f5c; --bp-on-accent: #fff }
 *
 * This file only finds out where it came from (modules cannot) and loads the rest.
 */
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(script.dataset.base || ".", script.src);
  // The server writes its version here, so that all modules come from one release and may be kept,
  // and their names, so that they come together and not one after the other.
  const assets = new URL("static/@version/", base.href.replace(/\/?$/, "/"));
  for (const name of "@modules".split(" ")) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.crossOrigin = "anonymous";
    link.href = new URL(name, assets).href;
    document.head.append(link);
  }
  import(new URL("chat/main.js", assets).href)
    .then((chat) => chat.start({ ...script.dataset, base: base.href, assets: assets.href, town: "@town" }))
    .catch((error) => console.warn("Bollplank's chat could not be loaded.", error));
})();
