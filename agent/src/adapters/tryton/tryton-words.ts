import type { InEachLanguage } from '../erp-words.ts';

/** What is said of Tryton alone. Its menus are named as Tryton names them in that language. */
export const TRYTON_WORDS = {
  title: { en: 'Tryton 6.0 to 7.8', de: 'Tryton 6.0 bis 7.8' },

  askDatabase: { en: 'Its database or company', de: 'Seine Datenbank oder Firma' },
  giveDatabase: { en: 'Please give a database.', de: 'Bitte nennen Sie eine Datenbank.' },
  askUser: {
    en: 'The user that Counterfoil logs in with',
    de: 'Der Benutzer, mit dem Counterfoil sich anmeldet',
  },
  giveUser: { en: 'Please give a user.', de: 'Bitte nennen Sie einen Benutzer.' },

  rights: { en: 'rights on {model}', de: 'Rechte an {model}' },
  rightsMissing: { en: 'may not {rights}', de: 'es fehlen: {rights}' },
  rightsMend: {
    en: 'Administration > Users > Users: give the connector\'s user the group "{group}", or a group of your own with these rights.',
    de: 'Administration > Benutzer > Benutzer: Geben Sie dem Benutzer des Connectors die Gruppe „{group}“ oder eine eigene Gruppe mit diesen Rechten.',
  },
  button: { en: 'button {button} of sales', de: 'Knopf {button} der Verkäufe' },
  buttonFree: { en: 'may be pressed', de: 'darf gedrückt werden' },
  buttonBarred: { en: 'may not be pressed', de: 'darf nicht gedrückt werden' },
  buttonMend: {
    en: 'Administration > Users > Users: give the connector\'s user the group "{group}", or map orders to an earlier state.',
    de: 'Administration > Benutzer > Benutzer: Geben Sie dem Benutzer des Connectors die Gruppe „{group}“, oder lassen Sie Bestellungen in den Regeln nur bis zu einem früheren Stand gehen.',
  },
  webShop: { en: 'web shop', de: 'Webshop' },
  webShops: {
    en: '{names}: each order has a unique web ID',
    de: '{names}: Jede Bestellung hat eine eindeutige Web-ID',
  },
  webShopNone: {
    en: 'none: each order is looked up by its reference before it is made, which is slower but as safe',
    de: 'keiner: Jede Bestellung wird vor dem Anlegen über ihre Referenz gesucht; das ist langsamer, aber ebenso sicher',
  },
  webShopMend: {
    en: 'Make a web shop under Sales > Configuration > Web Shops.',
    de: 'Legen Sie unter Verkauf > Einstellungen > Webshops einen Webshop an.',
  },
  webShopModuleMend: {
    en: 'Activate the module web_shop and make a web shop under Sales > Configuration > Web Shops.',
    de: 'Aktivieren Sie das Modul web_shop und legen Sie unter Verkauf > Einstellungen > Webshops einen Webshop an.',
  },
} as const satisfies Record<string, InEachLanguage>;
