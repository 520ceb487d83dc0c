import { z } from 'zod';

/** Where an ERP listens. Plain HTTP, too: often it is this machine, or one beside it. */
export const erpAddress = z.url({
  protocol: /^https?$/,
  error: 'must be a web address, like http://127.0.0.1:8000 or https://erp.example',
});
