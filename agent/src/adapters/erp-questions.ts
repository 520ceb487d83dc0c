import type { InEachLanguage } from './erp-words.ts';

/** What `setup` asks about an ERP beside its kind and its secret. */
export interface ErpQuestion {
  /** The setting under `erp:` that the answer becomes. */
  readonly setting: string;
  /** How a script answers it, `--erp-database <name>`: adapters that ask for the same thing have the same option. */
  readonly option: string;
  /** Beside the option in `setup --help`. */
  readonly help: string;
  readonly text: InEachLanguage;
  readonly suggestion?: string;
  /** `address`: of the web, and something must answer there. `text`: what is said where it is empty. */
  readonly answer: { readonly is: 'address' } | { readonly is: 'text'; readonly please: InEachLanguage };
}

/** Where an ERP listens that is spoken to over HTTP. */
export const ADDRESS_QUESTION: ErpQuestion = {
  setting: 'url',
  option: '--erp-url <url>',
  help: "the ERP's address, as seen from this machine",
  text: {
    en: "The ERP's address (http://127.0.0.1:8000, https://erp.example)",
    de: 'Die Adresse des ERP (http://127.0.0.1:8000, https://erp.example)',
  },
  answer: { is: 'address' },
};
