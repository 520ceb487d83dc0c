import { z } from 'zod';

/**
 * A web address as it may cross a boundary: printable ASCII, so that no white space, control or bidi character travels
 * in it (what is beyond ASCII is percent-encoded), and without a login, because no secret travels in an address.
 */
export const webAddress = z.string().regex(/^https?:\/\/[A-Za-z0-9._~%:[\]-]+([/?#][!#-;=?-[\]-~]*)?$/);
