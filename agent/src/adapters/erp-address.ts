import { z } from 'zod';
import { hasLogin, withoutLogin } from '../http/web-address.ts';

/**
 * Where an ERP listens. No secret in it: addresses travel to the shop as links and stand in messages. Whether plain
 * HTTP may go there is the configuration's to say, for every address of every ERP.
 */
export const erpAddress = z
  .url({
    protocol: /^https?$/,
    error: 'must be a web address, like http://127.0.0.1:8000 or https://erp.example',
  })
  .superRefine((text, context) => {
    if (!URL.canParse(text)) return;
    const url = new URL(text);
    const address = withoutLogin(text);
    if (hasLogin(url)) {
      context.addIssue({
        code: 'custom',
        message: `has a login in it, "${address}": leave it out. The user stands in "user", and "secret" says where the password is`,
        params: { code: 'address_login_erp', values: { address } },
      });
    } else if (url.search !== '') {
      context.addIssue({
        code: 'custom',
        message: 'must end before the "?": what stands behind it would travel in links to the shop',
        params: { code: 'address_query', values: {} },
      });
    }
  });
