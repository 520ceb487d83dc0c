import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const at = (...parts) => join(root, ...parts);
export const node24 = at('node_modules/.bin/node');
/** What programs are started with: those that npm installed come first. */
export const env = { ...process.env, PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH}` };
