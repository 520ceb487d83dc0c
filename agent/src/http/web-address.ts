/** A code is for another language, with what its sentence needs; the message is the sentence in English. */
export type AddressErrorCode =
  | 'address_unreadable'
  | 'address_scheme'
  | 'address_login'
  | 'address_login_erp'
  | 'address_query'
  | 'address_plain_http'
  | 'address_plain_http_erp'
  | 'address_plain_http_private'
  | 'doorbell_elsewhere';

/** No login of an address is in the message or the values. */
export class AddressError extends RangeError {
  readonly code: AddressErrorCode;
  readonly values: Readonly<Record<string, string>>;

  constructor(message: string, about: Pick<AddressError, 'code' | 'values'>) {
    super(message);
    this.code = about.code;
    this.values = about.values;
  }
}

/** `https://…@erp.example/`: fit to be shown, whatever stands before the last `@`. */
export function withoutLogin(text: string): string {
  return text.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)?.*@/is, '$1…@');
}

export function hasLogin(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}

const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/;

export function isThisMachine({ hostname }: URL): boolean {
  return THIS_MACHINE.test(hostname);
}

/** IPv4 as RFC 1918 and 3927, IPv6 unique and link-local. */
const PRIVATE_NUMBER =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)[\d.]+$|^\[f([cd][0-9a-f]{2}|e[89ab][0-9a-f]):[0-9a-f:.]*\]$/;
/** Names that no public resolver knows: of one word, or with an ending that is set aside for it. */
const PRIVATE_NAME = /^[^.:[\]]+$|\.(local|lan|internal|home|home\.arpa|intranet|corp|private)$/;

/** A network of one's own, where plain HTTP is a person's choice. This machine is none. */
export function isPrivateNetwork(url: URL): boolean {
  const { hostname } = url;
  return !isThisMachine(url) && (PRIVATE_NUMBER.test(hostname) || PRIVATE_NAME.test(hostname));
}
