/**
 * Where a page's token comes from: the address (`#token=…`), else the demo's mint (`POST /demo/token`).
 * Never the query: that part of an address ends up in logs.
 */

/** No token, and asking again would not help; `reason` is `demo-off`, `rejected` or `expired`. */
export class TokenRefused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** What stands behind the `#` of the address, read once; a token is taken out of the address bar. */
export function readFragment() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (given.token) {
    sessionStorage.setItem('switchboard.token', given.token);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return { ...given, token: given.token ?? sessionStorage.getItem('switchboard.token') };
}

/** A token given by hand; it cannot be renewed here, so a refused one ends the attempts. */
export function fixedToken(jwt) {
  return async (fresh) => {
    const expiresAt = expiryOf(jwt);
    if (fresh && expiresAt !== null && expiresAt <= Date.now()) throw new TokenRefused('expired');
    return jwt;
  };
}

/** Tokens minted for `claims()`; one is kept until a fresh one is asked for. */
export function demoToken(claims) {
  let kept = null;
  return async (fresh) => {
    if (kept && !fresh) return kept;
    const response = await fetch('/demo/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(claims()),
    });
    if (response.status === 404) throw new TokenRefused('demo-off');
    if (response.status >= 400 && response.status < 500) throw new TokenRefused('rejected');
    if (!response.ok) throw new Error(`the mint answered ${response.status}`);
    kept = (await response.json()).token;
    return kept;
  };
}

/** The claims of a token, unverified: for display and for renewing it in time. */
export function claimsOf(jwt) {
  try {
    const base64 = jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

/** When the token expires, in milliseconds of the epoch; null where it does not say. */
export function expiryOf(jwt) {
  const { exp } = claimsOf(jwt);
  return typeof exp === 'number' ? exp * 1000 : null;
}
