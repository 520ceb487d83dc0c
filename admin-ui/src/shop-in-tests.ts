import { CATALOGUE } from '@counterfoil/shared-types';

/** What the page gives to the script, for tests of what only makes words: import it before all that reads it. */
const counterfoil = {
  words: CATALOGUE.en,
  locale: 'en',
  timeZone: 'UTC',
  pageUrl: 'https://shop.example/wp-admin/admin.php?page=counterfoil',
  loginUrl: 'https://shop.example/wp-login.php',
  productsUrl: 'https://shop.example/wp-admin/edit.php?post_type=product',
  may: { mend: true, connect: true },
};
Object.assign(globalThis, { window: { counterfoil }, document: { documentElement: { dir: 'ltr' } } });
