import type { GeneralWord } from '../general-words.ts';

export const generalDe: Record<GeneralWord, string> = {
  general_step:
    'Der Connector meldet „{code}“, was dieses Plugin noch nicht kennt: Aktualisieren Sie das Plugin',
  general_reason: '„{code}“, was dieses Plugin noch nicht kennt',
  general_gap:
    'Den Regeln fehlt etwas, das dieses Plugin noch nicht kennt („{code}“): Aktualisieren Sie das Plugin',
  general_erp:
    'Etwas stimmt nicht, das dieses Plugin noch nicht kennt („{code}“): Aktualisieren Sie das Plugin',
  general_other:
    'Der Connector sagt „{code}“, was dieses Plugin noch nicht kennt: Aktualisieren Sie das Plugin',
  general_change: 'etwas, das dieses Plugin noch nicht kennt („{code}“)',
};
