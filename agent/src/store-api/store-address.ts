const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/;

/** A code is for another language, with what its sentence needs; the message is the sentence in English. */
export type AddressErrorCode =
  | 'address_unreadable'
  | 'address_scheme'
  | 'address_login'
  | 'address_plain_http';

export class AddressError extends RangeError {
  readonly code: AddressErrorCode;
  readonly values: Readonly<Record<string, string>>;

  constructor(message: string, about: Pick<AddressError, 'code' | 'values'>) {
    super(message);
    this.code = about.code;
    this.values = about.values;
  }
}

/** What WordPress itself serves below the shop's address: who copies the browser's address while in wp-admin has it, too. */
const WORDPRESS_OWN = /\/(wp-admin|wp-login\.php|wp-json)(\/.*)?$/;

/**
 * The shop's address as its owner types it: `shop.example`, `https://shop.example/store/`. Without a scheme https is meant.
 * The result ends with `/` and has no query, fragment or login. Of an address copied out of wp-admin it is the shop's.
 *
 * @throws {AddressError} no address at all, plain HTTP outside this machine, a login inside the address
 */
export function parseStoreAddress(text: string): URL {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const refuse = (code: AddressErrorCode, message: string) =>
    new AddressError(message, { code, values: { address: trimmed } });
  if (!URL.canParse(withScheme)) {
    throw refuse('address_unreadable', `"${trimmed}" is not a web address, like https://shop.example`);
  }
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse('address_scheme', `"${trimmed}" is not a web address: it must begin with https://`);
  }
  if (url.username !== '' || url.password !== '') {
    // Without the address: a password is in it.
    throw new AddressError(
      'Leave user and password out of the address: requests carry their own signature.',
      { code: 'address_login', values: {} },
    );
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw refuse(
      'address_plain_http',
      `"${trimmed}" is plain HTTP: orders travel only over https:// (http:// is for this machine itself)`,
    );
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(WORDPRESS_OWN, '/');
  if (!url.pathname.endsWith('/')) url.pathname = `${url.pathname}/`;
  return url;
}
