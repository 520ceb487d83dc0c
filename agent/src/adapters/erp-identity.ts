/**
 * The books at an address, named as `identifyErp` wants it: neither a user in the address nor the slash at its end
 * makes them others.
 */
export function booksAt(kind: string, url: string, ...names: readonly string[]): string {
  const { protocol, host, pathname } = new URL(url);
  return [kind, `${protocol}//${host}${pathname.replace(/\/+$/, '')}`, ...names].join(' ');
}
