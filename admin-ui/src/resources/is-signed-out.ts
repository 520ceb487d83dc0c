/**
 * WordPress refuses the page's own proof of who asks, and gives it no new one (a proof that is merely old it renews by
 * itself). So it answers whoever is not signed in, which it tells nobody more clearly.
 */
export function isSignedOut(failure: unknown): boolean {
  if (failure instanceof Response) return [400, 401, 403].includes(failure.status);
  const code = failure instanceof Object && 'code' in failure ? failure.code : '';
  return code === 'rest_cookie_invalid_nonce' || code === 'rest_not_logged_in';
}
