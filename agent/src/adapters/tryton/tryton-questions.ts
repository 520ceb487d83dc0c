import { ADDRESS_QUESTION, type ErpQuestion } from '../erp-questions.ts';
import { TRYTON_WORDS } from './tryton-words.ts';

export const trytonQuestions: readonly ErpQuestion[] = [
  ADDRESS_QUESTION,
  {
    setting: 'database',
    option: '--erp-database <name>',
    help: 'its database or company',
    text: TRYTON_WORDS.askDatabase,
    answer: { is: 'text', please: TRYTON_WORDS.giveDatabase },
  },
  {
    setting: 'user',
    option: '--erp-user <name>',
    help: 'the user that Counterfoil logs in with',
    text: TRYTON_WORDS.askUser,
    suggestion: 'counterfoil',
    answer: { is: 'text', please: TRYTON_WORDS.giveUser },
  },
];
