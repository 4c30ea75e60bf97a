/**
 * Who the person is, as the page around the chat knows it: a short-lived signed token, in the script tag's
 * `data-identity` or given by a function of the page that `data-identity-callback` names. Without: anonymous.
 */
export class Identity {
  /** @param {{ identity?: string, identityCallback?: string }} given */
  constructor({ identity, identityCallback }) {
    this.token = identity ?? "";
    this.callback = identityCallback;
  }

  /** @returns {Promise<Record<string, string>>} */
  async headers() {
    if (!this.token) await this.renew();
    return this.token ? { "Bollplank-Identity": this.token } : {};
  }

  /** @returns {Promise<boolean>} whether there is a new token to try */
  async renew() {
    const ask = this.callback && Reflect.get(window, this.callback);
    if (typeof ask !== "function") return false;
    this.token = String((await ask()) ?? "");
    return Boolean(this.token);
  }
}
