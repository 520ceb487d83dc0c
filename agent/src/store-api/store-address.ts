import {
  AddressError,
  type AddressErrorCode,
  hasLogin,
  isThisMachine,
  withoutLogin,
} from '../http/web-address.ts';

/**
 * What WordPress itself serves below the shop's address: who copies the browser's address while in wp-admin has it,
 * too.
 */
const WORDPRESS_OWN = /\/(wp-admin|wp-login\.php|wp-json)(\/.*)?$/;

/**
 * The shop's address as its owner types it: `shop.example`, `https://shop.example/store/`. Without a scheme https is
 * meant. The result ends with `/` and has no query, fragment or login. Of an address copied out of wp-admin it is the
 * shop's.
 *
 * @throws {AddressError} no address at all, plain HTTP outside this machine, a login inside the address
 */
export function parseStoreAddress(text: string): URL {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const shown = withoutLogin(trimmed);
  const refuse = (code: AddressErrorCode, message: string) =>
    new AddressError(message, { code, values: { address: shown } });
  if (!URL.canParse(withScheme)) {
    throw refuse('address_unreadable', `"${shown}" is not a web address, like https://shop.example`);
  }
  const url = new URL(withScheme);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse('address_scheme', `"${shown}" is not a web address: it must begin with https://`);
  }
  if (hasLogin(url)) {
    throw refuse(
      'address_login',
      `"${shown}" has a login in it: leave user and password out, requests carry their own signature`,
    );
  }
  if (url.protocol === 'http:' && !isThisMachine(url)) {
    throw refuse(
      'address_plain_http',
      `"${shown}" is plain HTTP: orders travel only over https:// (http:// is for this machine itself)`,
    );
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(WORDPRESS_OWN, '/');
  if (!url.pathname.endsWith('/')) url.pathname = `${url.pathname}/`;
  return url;
}
